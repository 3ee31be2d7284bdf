// Command configmap asks MetalLB before 0.13 whether it takes the text of its ConfigMap.
//
// Standard input has one JSON object a line, {"mode": "native" or "frr", "text": "..."}; for each there is one line on
// standard output: ok, or the error.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"go.universe.tf/metallb/internal/config"
)

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
	var question struct {
		Mode string `json:"mode"`
		Text string `json:"text"`
	}
	if err := json.Unmarshal(line, &question); err != nil {
		return err
	}
	validate := config.DiscardNativeOnly
	if question.Mode == "native" {
		validate = config.DiscardFRROnly
	}
	_, err := config.Parse([]byte(question.Text), validate)
	return err
}
