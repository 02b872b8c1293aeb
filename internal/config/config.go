// Package config holds the settings of a server process: where it listens,
// where its data lies. They are fixed for the life of the process. What a
// centre decides about itself is data, not configuration: queue.Centre.
//
// A setting comes from its flag, else from its environment variable
// (MOISO_LISTEN for --listen), else from the file that --config names (TOML,
// listen = "…"), else it has its default.
package config

import (
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/spf13/pflag"
)

// Server is the settings of a process.
type Server struct {
	Listen       string // host:port
	Data         string // directory
	PublicURL    string // what is printed on slips for phones; empty: no address is printed
	LogLevel     string // debug, info, warn, error
	InsecureOpen bool   // listen beyond loopback although anybody may then call and close
	File         string // TOML
}

// Default is what a server does when nobody says otherwise.
func Default() Server {
	return Server{Listen: "127.0.0.1:8080", Data: "moiso-data", LogLevel: "info"}
}

// Flags declares the settings as flags.
func (s *Server) Flags(f *pflag.FlagSet) {
	f.StringVar(&s.Listen, "listen", s.Listen, "address to serve on, host:port")
	f.StringVar(&s.Data, "data", s.Data, "data directory")
	f.StringVar(&s.PublicURL, "public-url", s.PublicURL, "address that visitors' phones reach, printed on slips")
	f.StringVar(&s.LogLevel, "log-level", s.LogLevel, "debug, info, warn or error")
	f.BoolVar(&s.InsecureOpen, "insecure-open", s.InsecureOpen, "serve beyond this machine although there is no access control yet")
	f.StringVar(&s.File, "config", s.File, "file of settings (TOML)")
}

// Fill takes what the flags leave open from the environment and the file, and
// checks the whole.
func (s *Server) Fill(f *pflag.FlagSet, env func(string) (string, bool)) error {
	if v, ok := env("MOISO_CONFIG"); ok && !f.Changed("config") {
		s.File = v
	}
	var file map[string]any
	if s.File != "" {
		if _, err := toml.DecodeFile(s.File, &file); err != nil {
			return fmt.Errorf("config %s: %w", s.File, err)
		}
		for key := range file {
			if f.Lookup(key) == nil || key == "config" {
				return fmt.Errorf("config %s: there is no setting %q", s.File, key)
			}
		}
	}
	var failed error
	f.VisitAll(func(flag *pflag.Flag) {
		if flag.Changed || flag.Name == "config" || failed != nil {
			return
		}
		name := "MOISO_" + strings.ToUpper(strings.ReplaceAll(flag.Name, "-", "_"))
		if v, ok := env(name); ok {
			if err := flag.Value.Set(v); err != nil {
				failed = fmt.Errorf("%s=%q: %w", name, v, err)
			}
			return
		}
		if v, ok := file[flag.Name]; ok {
			if err := flag.Value.Set(fmt.Sprint(v)); err != nil {
				failed = fmt.Errorf("config %s: %s = %v: %w", s.File, flag.Name, v, err)
			}
		}
	})
	if failed != nil {
		return failed
	}
	return s.validate()
}

func (s *Server) validate() error {
	host, _, err := net.SplitHostPort(s.Listen)
	if err != nil {
		return fmt.Errorf("listen %q is not host:port", s.Listen)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) && !s.InsecureOpen {
		return fmt.Errorf("listen %q is open to other machines, and there is no access control yet: "+
			"anybody there could call and close. Listen on 127.0.0.1, or say --insecure-open", s.Listen)
	}
	if s.Data == "" {
		return fmt.Errorf("data is empty; name a directory")
	}
	if s.PublicURL != "" {
		u, err := url.Parse(s.PublicURL)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return fmt.Errorf("public-url %q is not an address such as https://so.halong.gov.vn", s.PublicURL)
		}
		s.PublicURL = strings.TrimRight(s.PublicURL, "/")
	}
	var level slog.Level
	if err := level.UnmarshalText([]byte(s.LogLevel)); err != nil {
		return fmt.Errorf("log-level %q is none of debug, info, warn, error", s.LogLevel)
	}
	return nil
}

// Level is the log level.
func (s *Server) Level() slog.Level {
	var level slog.Level
	_ = level.UnmarshalText([]byte(s.LogLevel)) // validate has read it
	return level
}
