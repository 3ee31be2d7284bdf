package io.fairlead.page.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.loop.ApiCall;
import io.fairlead.model.Area;
import io.fairlead.model.Code;
import io.fairlead.page.PageWorld;
import io.fairlead.page.view.HubContact;
import io.fairlead.report.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The metrics as text. */
class MetricsTest {

    private static final InstanceLabels LABELS = new InstanceLabels("hub.test", "ed\"ge", "n1");
    private static final String COMMON = "iothub=\"hub.test\",edge_device=\"ed\\\"ge\",instance_number=\"n1\"";

    private final PageWorld world =
            new PageWorld().pool("default", "192.0.2.1-192.0.2.5").tier("shop", "192.0.2.2");

    private String text(Counts counts) {
        return Metrics.of(
                LABELS, "1.2.3", Optional.of(world.state()), world.state().hub(), counts);
    }

    private void has(String series, String value) {
        String line = series.contains("{")
                ? series.replace("{", "{" + COMMON + ",") + " " + value
                : series + "{" + COMMON + "} " + value;
        List<String> lines = text(Counts.NONE).lines().toList();
        assertTrue(lines.contains(line), () -> line + " in\n" + String.join("\n", lines));
    }

    @Test
    void everyAddressOfAPoolIsCountedOnce() {
        world.keepFree = 2;
        world.service("other", "lb", "192.0.2.3", Map.of());
        has("fairlead_pool_addresses{pool=\"default\",state=\"tier\"}", "1");
        has("fairlead_pool_addresses{pool=\"default\",state=\"other_service\"}", "1");
        has("fairlead_pool_addresses{pool=\"default\",state=\"free\"}", "1");
        has("fairlead_pool_addresses{pool=\"default\",state=\"kept_free\"}", "2");
        has("fairlead_addresses_outside_pools", "0");
    }

    @Test
    void phaseProblemsAndTiersAreToldByName() {
        world.problem("apps.shop", Code.ImagePull, "no");
        world.problem("apps.shop.tiers.web.env.PASSWORD", Code.SecretInTwin, "no");
        has("fairlead_phase{phase=\"Converged\"}", "1");
        has("fairlead_phase{phase=\"Blind\"}", "0");
        has("fairlead_problems{code=\"ImagePull\",severity=\"error\"}", "1");
        has("fairlead_problems{code=\"SecretInTwin\",severity=\"warning\"}", "1");
        has("fairlead_tier_ready{app=\"shop\",tier=\"web\"}", "1");
        has("fairlead_tiers{phase=\"Ready\"}", "1");
        has("fairlead_hub_connected", "1");
        has("fairlead_hub_last_contact_timestamp_seconds", "1769860780");
    }

    @Test
    void noMoreTiersThanTheDocsSayHaveASeries() {
        for (int i = 0; i < 300; i++) {
            world.tier("app" + i, "198.51.100." + i % 250);
        }
        long series = text(Counts.NONE)
                .lines()
                .filter(line -> line.startsWith("fairlead_tier_ready{"))
                .count();
        assertEquals(256, series);
        has("fairlead_tiers{phase=\"Ready\"}", "301");
    }

    @Test
    void whatWasCountedRises() {
        CycleTimes cycles = CycleTimes.NONE
                .and(Duration.ofMillis(7))
                .and(Duration.ofMillis(400))
                .and(Duration.ofMinutes(1));
        String text = text(new Counts(
                Map.of(Event.Type.DriftRepaired, 3L),
                cycles,
                new TreeMap<>(Map.of(new ApiCall("patch", 200), 5L)),
                99));
        assertTrue(text.contains("fairlead_drift_repairs_total{" + COMMON + "} 3\n"));
        assertTrue(text.contains("fairlead_cycle_duration_seconds_bucket{" + COMMON + ",le=\"0.005\"} 0\n"));
        assertTrue(text.contains("fairlead_cycle_duration_seconds_bucket{" + COMMON + ",le=\"0.01\"} 1\n"));
        assertTrue(text.contains("fairlead_cycle_duration_seconds_bucket{" + COMMON + ",le=\"30\"} 2\n"));
        assertTrue(text.contains("fairlead_cycle_duration_seconds_bucket{" + COMMON + ",le=\"+Inf\"} 3\n"));
        assertTrue(text.contains("fairlead_kube_requests_total{" + COMMON + ",verb=\"patch\",code=\"200\"} 5\n"));
    }

    @Test
    void theExpiryOfTheCredentialIsASeries() {
        assertFalse(text(Counts.NONE).contains("fairlead_credential_expiry"));
        world.credentialUntil = Optional.of(Instant.parse("2027-01-28T10:00:00Z"));
        has("fairlead_credential_expiry_timestamp_seconds{kind=\"certificate\"}", "1801130400");
    }

    /** An alert that addresses run out must not fire because they cannot be counted. */
    @Test
    void withoutTheRightToReadServicesNoAddressIsCounted() {
        world.rights.remove(Area.SERVICES);
        assertFalse(text(Counts.NONE).contains("fairlead_pool_addresses{"));
        assertFalse(text(Counts.NONE).contains("fairlead_addresses_outside_pools{"));
        has("fairlead_tiers{phase=\"Ready\"}", "1");
    }

    @Test
    void withoutAClusterItsSeriesAreLeftOut() {
        world.blind = true;
        world.credentialUntil = Optional.of(Instant.EPOCH);
        has("fairlead_cluster_seen", "0");
        for (String series :
                List.of("pool_addresses", "addresses_outside_pools", "tiers", "tier_ready", "credential")) {
            assertFalse(text(Counts.NONE).contains("fairlead_" + series), series);
        }
    }

    @Test
    void beforeTheFirstCycleNothingIsGuessed() {
        String text = Metrics.of(LABELS, "1.2.3", Optional.empty(), HubContact.NONE, Counts.NONE);
        assertTrue(text.contains("fairlead_build_info{" + COMMON + ",version=\"1.2.3\"} 1\n"));
        assertFalse(text.contains("fairlead_phase{"));
        assertFalse(text.contains("fairlead_hub_last_contact"));
    }
}
