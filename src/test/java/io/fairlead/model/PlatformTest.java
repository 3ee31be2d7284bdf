package io.fairlead.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each kind of cluster shows, as {@code kubectl} prints it on one. */
class PlatformTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            AzureStackEdge    | compute.dev1.example.com         | v1.28.3        | default dbe-namespace iotedge | dbe-1hcsphq2 | beta.kubernetes.io/os
            AzureStackEdge    | compute.d.microsoftdatabox.com   | v1.25.5        |                               |              |
            AksEdgeEssentials | 192.168.0.4                      | v1.26.6+k3s-   | default                       | myvm-ledge myvm-wedge | kubernetes.io/os
            AksArc            | 10.0.0.5                         | v1.29.4        | default azure-arc             | moc-ld156yp8q2y | kubernetes.io/os
            Rke2              | 10.0.0.5                         | v1.30.2+rke2r1 | default                       | n1           | kubernetes.io/os
            K3s               | 127.0.0.1                        | v1.30.6+k3s1   | default                       | n1           | kubernetes.io/os
            MicroK8s          | 127.0.0.1                        | v1.27.2        | default                       | ubuntu       | microk8s.io/cluster
            Kubernetes        | 10.96.0.1                        | v1.37.0        | default metallb-system        | node-a       | kubernetes.io/os
            Kubernetes        | 10.96.0.1                        | unknown        |                               |              |
            Kubernetes        | microsoftdatabox.com.example.org | v1.28.3        | my-dbe-namespace              | wedge moc    | kubernetes.io/os
            """)
    void aClusterIsRecognisedByWhatItShows(
            Platform platform, String server, String version, String namespaces, String nodes, String labels) {
        assertEquals(
                platform,
                Platform.of(new Platform.Signs(server, version, words(namespaces), words(nodes), words(labels))));
    }

    private static Set<String> words(String text) {
        return text == null ? Set.of() : Arrays.stream(text.split(" ", -1)).collect(Collectors.toSet());
    }
}
