package live

import (
	"cmp"
	"slices"

	"moiso/internal/queue"
)

func (d draw) kiosk(id queue.KioskID) any {
	i := slices.IndexFunc(d.def.Kiosks, func(k queue.Kiosk) bool { return k.ID == id })
	if i < 0 {
		return nil
	}
	offers := d.def.Kiosks[i].Fields
	day, open := d.state.Day()
	v := KioskView{
		Version: d.version, Day: day.String(), Open: open,
		Fields: []FieldStatus{}, Services: []QueueStatus{}, Popular: []queue.ServiceID{},
	}
	at := map[queue.FieldID]int{}
	for _, f := range d.def.Fields {
		if len(offers) > 0 && !slices.Contains(offers, f.ID) {
			continue
		}
		at[f.ID] = len(v.Fields)
		status := FieldStatus{ID: f.ID}
		status.Open, status.Reason, status.Hours = d.state.FieldHours(f.ID, d.now)
		v.Fields = append(v.Fields, status)
	}
	var popular []queue.Load
	for _, l := range d.state.Loads() {
		i, offered := at[l.Def.Field]
		if !offered {
			continue
		}
		v.Fields[i].Waiting += l.Waiting
		v.Services = append(v.Services, queueStatus(l))
		if l.Issued > 0 {
			popular = append(popular, l)
		}
	}
	slices.SortStableFunc(popular, func(a, b queue.Load) int { return cmp.Compare(b.Issued, a.Issued) })
	for _, l := range popular[:min(len(popular), popularShown)] {
		v.Popular = append(v.Popular, l.Def.ID)
	}
	return v
}
