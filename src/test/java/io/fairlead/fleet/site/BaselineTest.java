package io.fairlead.fleet.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as harm at a site, and what was there before. */
class BaselineTest {

    private static SiteHealth site(String phase, String tier, String address, String code) {
        return SiteHealth.of(JsonParser.parseString("""
                {"status": {"phase": "%s"},
                 "problems": {%s},
                 "workloads": {"shop": {"tiers": {"web": {"phase": "%s"%s}}}}}
                """.formatted(
                                phase,
                                code.isEmpty() ? "" : "\"p1\": {\"code\": \"" + code + "\"}",
                                tier,
                                address.isEmpty() ? "" : ", \"address\": \"" + address + "\""))
                .getAsJsonObject());
    }

    private static SiteHealth well() {
        return site("Converged", "Ready", "192.0.2.1", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Rejected|Ready|192.0.2.1||phase Converged → Rejected",
                "Degraded|Ready|192.0.2.1||phase Converged → Degraded",
                "Converged|Ready|192.0.2.1|RollbackDone|its network part or an app was rolled back",
                "Converged|Ready|192.0.2.1|AppRolledBack|its network part or an app was rolled back",
                "Converged|Failed|192.0.2.1||tier shop/web Ready → Failed",
                "Converged|Progressing|||tier shop/web lost the address 192.0.2.1",
            })
    void whatIsWorseThanBeforeIsHarmUnlessItWasSoBefore(
            String phase, String tier, String address, String code, String harm) {
        SiteHealth now = site(phase, tier, address == null ? "" : address, code == null ? "" : code);
        assertEquals(List.of(harm), Baseline.of(well()).harm(now));
        assertEquals(List.of(), Baseline.of(now).harm(now));
    }

    @Test
    void aSiteThatIsNoWorseOrHasAnotherAddressIsNotHarmed() {
        assertEquals(List.of(), Baseline.of(well()).harm(site("Converged", "Ready", "192.0.2.9", "")));
        assertEquals(List.of(), Baseline.of(site("Rejected", "Ready", "", "")).harm(site("Degraded", "Ready", "", "")));
        assertEquals(
                List.of("phase Degraded → Rejected"),
                Baseline.of(site("Degraded", "Ready", "", "")).harm(site("Rejected", "Ready", "", "")));
    }

    @Test
    void theTagKeepsItAndWithoutRoomForAllTiersAnyThatFailsIsHarm() {
        JsonObject tag = new JsonObject();
        Baseline.of(well()).write(tag);
        assertEquals(Baseline.of(well()), Baseline.read(tag));

        JsonObject tiers = new JsonObject();
        for (int i = 0; i < 300; i++) {
            tiers.add(
                    "tier-%03d".formatted(i),
                    JsonParser.parseString("{\"phase\":\"Ready\",\"address\":\"192.0.2.1\"}"));
        }
        JsonObject reported =
                JsonParser.parseString("{\"workloads\":{\"shop\":{}}}").getAsJsonObject();
        reported.getAsJsonObject("workloads").getAsJsonObject("shop").add("tiers", tiers);
        Baseline.of(SiteHealth.of(reported)).write(tag);
        assertTrue(tag.toString().length() < 4_300, () -> tag.toString().length() + " characters");
        Baseline cut = Baseline.read(tag);
        assertFalse(cut.whole());
        tiers.getAsJsonObject("tier-299").addProperty("phase", "Failed");
        assertEquals(List.of("tier shop/tier-299 Ready → Failed"), cut.harm(SiteHealth.of(reported)));
    }
}
