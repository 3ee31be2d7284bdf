// Command crd asks MetalLB's own code whether it takes a configuration of its kinds, as its webhooks and its speakers do.
//
// Standard input has one JSON object a line, {"mode": "native" or "frr", "objects": [...]}; for each there is one line
// on standard output: ok, or the error. Secrets that a BGPPeer names are taken to be there.
//
// Its module lies below MetalLB's path, since only such a one may import MetalLB's internal packages.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	metallbv1beta1 "go.universe.tf/metallb/api/v1beta1"
	metallbv1beta2 "go.universe.tf/metallb/api/v1beta2"
	"go.universe.tf/metallb/internal/config"
	corev1 "k8s.io/api/core/v1"
)

type question struct {
	Mode    string            `json:"mode"`
	Objects []json.RawMessage `json:"objects"`
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		answer := "ok"
		if err := ask(lines.Bytes()); err != nil {
			answer = strings.ReplaceAll(err.Error(), "\n", " ")
		}
		fmt.Println(answer)
	}
}

func ask(line []byte) error {
	var q question
	if err := strict(line, &q); err != nil {
		return err
	}
	resources := config.ClusterResources{PasswordSecrets: map[string]corev1.Secret{}}
	for _, object := range q.Objects {
		if err := add(&resources, object); err != nil {
			return err
		}
	}
	_, err := config.For(resources, config.ValidationFor(q.Mode))
	return err
}

func add(resources *config.ClusterResources, object []byte) error {
	var kind struct {
		Kind string `json:"kind"`
	}
	if err := json.Unmarshal(object, &kind); err != nil {
		return err
	}
	switch kind.Kind {
	case "IPAddressPool":
		return appended(object, &resources.Pools)
	case "L2Advertisement":
		return appended(object, &resources.L2Advs)
	case "BGPAdvertisement":
		return appended(object, &resources.BGPAdvs)
	case "BFDProfile":
		return appended(object, &resources.BFDProfiles)
	case "BGPPeer":
		if err := appended(object, &resources.Peers); err != nil {
			return err
		}
		peer := resources.Peers[len(resources.Peers)-1]
		if name := peer.Spec.PasswordSecret.Name; name != "" {
			resources.PasswordSecrets[name] = corev1.Secret{
				Type: corev1.SecretTypeBasicAuth,
				Data: map[string][]byte{"password": []byte("secret")},
			}
		}
		return nil
	}
	return fmt.Errorf("no kind of MetalLB: %s", kind.Kind)
}

func appended[T metallbv1beta1.IPAddressPool | metallbv1beta1.L2Advertisement | metallbv1beta1.BGPAdvertisement |
	metallbv1beta1.BFDProfile | metallbv1beta2.BGPPeer](object []byte, list *[]T) error {
	var one T
	if err := strict(object, &one); err != nil {
		return err
	}
	*list = append(*list, one)
	return nil
}

// strict refuses keys that the API server would drop.
func strict(text []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	return decoder.Decode(into)
}
