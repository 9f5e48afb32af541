package simcam

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"strings"

	"camreset/isapi/simcam/udp"
)

// Sockets is where a camera in the foreground listens.
type Sockets struct {
	HTTP string
	TLS  string // no TLS if empty
	SADP bool   // takes part in discovery on the real network
	// Interface is the only one for that; all that can do multicast if empty.
	Interface string
}

// Foreground runs one camera on real sockets until ctx ends. It tells on out where it listens and its secrets, and
// takes the words of Command as lines from in. The end of in does not end it.
func Foreground(ctx context.Context, s Scenario, on Sockets, in io.Reader, out io.Writer) error {
	camera := New(s, RealClock())
	news := make(chan string, 16)
	camera.notifyMoved(func(sentence string) { // before the first request can come
		select {
		case news <- sentence:
		default: // nobody reads that fast
		}
	})
	if err := camera.openAll(s.Title, on, out); err != nil {
		return errors.Join(err, camera.Close())
	}
	fmt.Fprint(out, camera.Secrets())
	lines := make(chan string)
	go func() {
		for scan := bufio.NewScanner(in); scan.Scan(); {
			select {
			case lines <- scan.Text():
			case <-ctx.Done():
				return
			}
		}
	}()
	for {
		select {
		case <-ctx.Done():
			return camera.Close()
		case line := <-lines:
			runLine(camera, line, out)
		case sentence := <-news:
			fmt.Fprintln(out, sentence)
		}
	}
}

// openAll opens the sockets and announces them.
func (c *Camera) openAll(title string, on Sockets, out io.Writer) error {
	at, err := c.Listen(on.HTTP)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w; choose another address with --listen", on.HTTP, err)
	}
	fmt.Fprintf(out, "Simulated camera: %s\nListening on http://%s/ (Ctrl+C ends it)\n", title, at)
	if on.TLS != "" {
		c.Set(func(s *Scenario) { s.TLS = true }) // as its pages tell
		secure, err := c.ListenTLS(on.TLS)
		if err != nil {
			return fmt.Errorf("cannot listen on %s: %w; choose another address with --tls", on.TLS, err)
		}
		fmt.Fprintf(out, "Listening on https://%s/\n", secure)
	}
	if !on.SADP {
		return nil
	}
	if err := c.JoinSADP(on.Interface); err != nil {
		return fmt.Errorf("cannot take part in discovery on UDP 37020: %w", err)
	}
	said, err := c.announce(at, on.Interface)
	fmt.Fprintln(out, said)
	if err != nil || c.sc.ONVIF != ONVIFOn {
		return err
	}
	if err := c.JoinONVIF(on.Interface); err != nil {
		return fmt.Errorf("cannot take part in ONVIF discovery on UDP 3702: %w", err)
	}
	fmt.Fprintln(out, "Answering ONVIF discovery on UDP 3702 while it has a password.")
	return nil
}

// pinNetwork keeps address and network over resets: the sockets do not move either.
func (c *Camera) pinNetwork() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.pinned = settings{address: c.settings.address, net: c.settings.net}
}

// announce makes discovery tell the address that the camera's pages really have, and says so.
func (c *Camera) announce(at, iface string) (string, error) {
	real, err := netip.ParseAddrPort(at)
	if err != nil {
		return "", err
	}
	own := netip.PrefixFrom(real.Addr().Unmap(), 24)
	if own.Addr().IsUnspecified() {
		if own, err = udp.AddressOf(iface); err != nil {
			return "", err
		}
	}
	if !own.Addr().Is4() {
		return "Answering discovery on UDP 37020; its pages have no IPv4 address, so it tells an invented one.", nil
	}
	c.SetNetwork(own, int(real.Port()))
	c.pinNetwork()
	said := fmt.Sprintf("Answering discovery on UDP 37020, as %s port %d.", own.Addr(), real.Port())
	if own.Addr().IsLoopback() {
		said += " Other computers find it but cannot open it; --listen 0.0.0.0:8080 lets them."
	}
	return said, nil
}

func runLine(c *Camera, line string, out io.Writer) {
	if strings.TrimSpace(line) == "" {
		return
	}
	said, err := c.Command(line)
	if err != nil {
		said = err.Error()
	}
	fmt.Fprintln(out, said)
}
