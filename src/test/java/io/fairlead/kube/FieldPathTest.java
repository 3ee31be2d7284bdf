package io.fairlead.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API server's names of fields, read along an object. */
class FieldPathTest {

    private static final String OBJECT = """
            {"metadata": {"labels": {"app.kubernetes.io/name": "web", "app": "x"}, "finalizers": ["a", "b"]},
             "spec": {"replicas": 3, "ports": [{"port": 80, "protocol": "UDP", "name": "u"},
                                               {"port": 80, "protocol": "TCP", "name": "t"}]}}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ".spec.replicas | 3",
                ".metadata.labels.app.kubernetes.io/name | web",
                ".metadata.labels.app | x",
                ".spec.ports[port=80,protocol=\"TCP\"].name | t",
                ".spec.ports[1].port | 80",
                ".metadata.finalizers[=\"b\"] | b",
                ".spec.ports[port=81,protocol=\"TCP\"].name | none",
                ".spec.replica | none",
                ".spec.ports[7] | none",
                "? | none"
            })
    void aPathLeadsToItsValueWhateverDotsTheKeysHave(String path, String value) {
        Optional<Object> found = FieldPath.valueAt(Samples.fields(OBJECT), path);
        assertEquals(value, found.map(String::valueOf).orElse("none"));
    }
}
