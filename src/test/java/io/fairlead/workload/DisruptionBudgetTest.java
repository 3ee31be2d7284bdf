package io.fairlead.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonParser;
import io.fairlead.desired.Stored;
import io.fairlead.model.App;
import io.fairlead.model.Manifest;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The disruption budget of a tier. */
class DisruptionBudgetTest {

    private static Optional<Manifest> budget(int replicas, String version) {
        App app = Stored.app("a", "{'image':'i','replicas':" + replicas + "}").orElseThrow();
        return DisruptionBudget.of(app.tiers().firstEntry().getValue(), "apps", version);
    }

    @Test
    void aDrainTakesOnePodAtATimeAndWaitsForNoneThatIsNotReady() {
        assertEquals(
                JsonParser.parseString("""
                        {"maxUnavailable": 1, "unhealthyPodEvictionPolicy": "AlwaysAllow",
                         "selector": {"matchLabels": {"app.kubernetes.io/name": "a", "app.kubernetes.io/part-of": "a"}}}
                        """),
                new Gson()
                        .toJsonTree(budget(2, "v1.28.3")
                                .orElseThrow()
                                .body()
                                .at("spec")
                                .map()));
    }

    @Test
    void onePodIsNotHeldFast() {
        assertTrue(budget(1, "v1.28.3").isEmpty());
        assertTrue(budget(0, "v1.28.3").isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "v1.20.2, false",
        "v1.26.15+k3s1, false",
        "v1.27.0, true",
        "1.28+, true",
        "v2.0.0, true",
        "unknown, false"
    })
    void itIsThereWhereKubernetesLetsPodsGoThatAreNotReady(String version, boolean there) {
        assertEquals(there, budget(2, version).isPresent());
    }
}
