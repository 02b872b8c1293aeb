package web

import (
	"moiso/internal/live"
	"moiso/internal/queue"
)

// named is an id with its name in one language.
type named[ID ~string] struct {
	ID   ID     `json:"id"`
	Name string `json:"name"`
}

type centreLine struct {
	named[queue.CentreID]
	Day  string `json:"day"`
	Open bool   `json:"open"`
}

type centreList struct {
	Centres []centreLine `json:"centres"`
}

func listOf(centres []*live.Centre, lang string) centreList {
	list := centreList{Centres: make([]centreLine, 0, len(centres))}
	for _, centre := range centres {
		definition, _ := centre.Definition()
		line := centreLine{named: named[queue.CentreID]{definition.ID, definition.Name.In(lang)}}
		line.Day, line.Open = centre.Day()
		list.Centres = append(list.Centres, line)
	}
	return list
}

type serviceLine struct {
	named[queue.ServiceID]
	Field  queue.FieldID  `json:"field"`
	Series queue.SeriesID `json:"series"`
}

type counterLine struct {
	named[queue.CounterID]
	Hall     queue.HallID      `json:"hall"`
	Services []queue.ServiceID `json:"services"`
}

// summary is what a centre is made of, with names in one language.
type summary struct {
	named[queue.CentreID]
	Version  int                    `json:"version"`
	Fields   []named[queue.FieldID] `json:"fields"`
	Services []serviceLine          `json:"services"`
	Classes  []named[queue.ClassID] `json:"classes"`
	Halls    []named[queue.HallID]  `json:"halls"`
	Counters []counterLine          `json:"counters"`
}

func summaryOf(c *queue.Centre, version int, lang string) summary {
	s := summary{
		named:    named[queue.CentreID]{c.ID, c.Name.In(lang)},
		Version:  version,
		Fields:   make([]named[queue.FieldID], 0, len(c.Fields)),
		Services: make([]serviceLine, 0, len(c.Services)),
		Classes:  make([]named[queue.ClassID], 0, len(c.Classes)),
		Halls:    make([]named[queue.HallID], 0, len(c.Halls)),
		Counters: make([]counterLine, 0, len(c.Counters)),
	}
	for _, f := range c.Fields {
		s.Fields = append(s.Fields, named[queue.FieldID]{f.ID, f.Name.In(lang)})
	}
	for _, v := range c.Services {
		s.Services = append(s.Services, serviceLine{named[queue.ServiceID]{v.ID, v.Name.In(lang)}, v.Field, v.Series})
	}
	for _, class := range c.Classes {
		s.Classes = append(s.Classes, named[queue.ClassID]{class.ID, class.Name.In(lang)})
	}
	for _, h := range c.Halls {
		s.Halls = append(s.Halls, named[queue.HallID]{h.ID, h.Name.In(lang)})
	}
	for _, k := range c.Counters {
		services := k.Services
		if services == nil {
			services = []queue.ServiceID{}
		}
		s.Counters = append(s.Counters, counterLine{named[queue.CounterID]{k.ID, k.Name.In(lang)}, k.Hall, services})
	}
	return s
}
