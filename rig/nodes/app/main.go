// The program in the images of the test cluster's apps, and the client that counts their answers. It has no dependency.
//
//	app serve                answers HTTP on $PORT (8080) until SIGTERM, which ends it at once, as most programs do
//	app crash                ends with status 3
//	app pause                does nothing: the container that holds a pod's namespaces
//	app get URL              prints the answer
//	app resolve NAME SERVER  prints the addresses that the DNS server says
//	app ask URL MS           asks for URL every MS milliseconds, each time by a new connection, and prints a line an answer
//	app arp IP               answers every ARP request for IP on eth0, as another machine with that address would
package main

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

const patience = time.Second

func main() {
	command := "serve"
	if len(os.Args) > 1 {
		command = os.Args[1]
	}
	switch command {
	case "serve":
		serve()
	case "crash":
		os.Exit(3)
	case "pause":
		pause()
	case "get":
		said(get(os.Args[2], 3*time.Second))
	case "resolve":
		addresses, err := resolve(os.Args[2], os.Args[3])
		said(strings.Join(addresses, " "), err)
	case "ask":
		ask(os.Args[2], os.Args[3])
	case "arp":
		answerArp(net.ParseIP(os.Args[2]).To4())
	default:
		fmt.Fprintln(os.Stderr, "unknown command", command)
		os.Exit(2)
	}
}

func said(answer string, err error) {
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println(strings.TrimSpace(answer))
}

func serve() {
	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}
	host, _ := os.Hostname()
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		client, _, _ := net.SplitHostPort(r.RemoteAddr)
		fmt.Fprintf(w, "pod=%s client=%s version=%s\n", host, client, os.Getenv("VERSION"))
	})
	// What a front end does: it asks its back end.
	http.HandleFunc("/fetch", func(w http.ResponseWriter, r *http.Request) {
		answer, err := get(r.URL.Query().Get("url"), 2*time.Second)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		fmt.Fprint(w, answer)
	})
	// What a pod is told by the cluster's DNS, or by the server named.
	http.HandleFunc("/resolve", func(w http.ResponseWriter, r *http.Request) {
		addresses, err := resolve(r.URL.Query().Get("name"), r.URL.Query().Get("server"))
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		fmt.Fprintln(w, strings.Join(addresses, " "))
	})
	fmt.Fprintln(os.Stderr, http.ListenAndServe(":"+port, nil))
	os.Exit(1)
}

func resolve(name, server string) ([]string, error) {
	resolver := &net.Resolver{PreferGo: true}
	if server != "" {
		resolver.Dial = func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, net.JoinHostPort(server, "53"))
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	return resolver.LookupHost(ctx, name)
}

func get(url string, within time.Duration) (string, error) {
	client := &http.Client{Timeout: within, Transport: &http.Transport{DisableKeepAlives: true}}
	answer, err := client.Get(url)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("status %d: %s", answer.StatusCode, strings.TrimSpace(string(body)))
	}
	return string(body), err
}

func pause() {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT)
	<-signals
}

// ask prints "BEGAN-MS TOOK-MS ok BODY" or "BEGAN-MS TOOK-MS failed REASON". A slow answer holds up no other request.
func ask(url, every string) {
	pause, err := strconv.Atoi(every)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	var line sync.Mutex
	for range time.Tick(time.Duration(pause) * time.Millisecond) {
		go func() {
			began := time.Now()
			body, err := get(url, patience)
			what, text := "ok", body
			if err != nil {
				what, text = "failed", err.Error()
			}
			line.Lock()
			defer line.Unlock()
			fmt.Printf("%d %d %s %s\n", began.UnixMilli(), time.Since(began).Milliseconds(), what, strings.TrimSpace(text))
		}()
	}
}

func answerArp(ip net.IP) {
	link, err := net.InterfaceByName("eth0")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	protocol := binary.BigEndian.Uint16([]byte{0x06, 0x08}) // ETH_P_ARP in network order on a little-endian machine.
	socket, err := syscall.Socket(syscall.AF_PACKET, syscall.SOCK_RAW, int(protocol))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	to := &syscall.SockaddrLinklayer{Protocol: protocol, Ifindex: link.Index, Halen: 6}
	if err := syscall.Bind(socket, to); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	frame := make([]byte, 1514)
	for {
		n, _, err := syscall.Recvfrom(socket, frame, 0)
		// A request (1) for the address: ARP begins after 14 bytes of Ethernet, the target's address after 24 of ARP.
		if err != nil || n < 42 || binary.BigEndian.Uint16(frame[20:]) != 1 || !ip.Equal(net.IP(frame[38:42])) {
			continue
		}
		answer := make([]byte, 42)
		copy(answer[0:], frame[6:12])
		copy(answer[6:], link.HardwareAddr)
		copy(answer[12:], []byte{0x08, 0x06, 0, 1, 0x08, 0, 6, 4, 0, 2})
		copy(answer[22:], link.HardwareAddr)
		copy(answer[28:], ip)
		copy(answer[32:], frame[22:32])
		if err := syscall.Sendto(socket, answer, 0, to); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	}
}
