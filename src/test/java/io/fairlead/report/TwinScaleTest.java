package io.fairlead.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.desired.DesiredParser;
import io.fairlead.desired.TwinLimits;
import io.fairlead.model.App;
import io.fairlead.model.Code;
import io.fairlead.model.Digest;
import io.fairlead.model.Expose;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Part;
import io.fairlead.model.Problem;
import io.fairlead.model.Tier;
import io.fairlead.model.TierHealth;
import io.fairlead.model.TierPhase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** How much one twin holds: what docs/twin.md says of it, and a report that still fits at the limit. */
class TwinScaleTest {

    private static final String POOL =
            "\"network\":{\"services\":{\"pools\":{\"default\":{\"addresses\":" + "\"10.126.75.206-10.126.76.254\"}}}}";

    /** The classic app, as in the first document of docs/twin.md. */
    private static String twoTiers(int number) {
        return "\"shop-%03d\":{\"tiers\":{\"web\":{\"image\":\"mcr.microsoft.com/oss/nginx/nginx:1.15.5-alpine\","
                        .formatted(number)
                + "\"replicas\":2,\"expose\":\"external\",\"ports\":\"http=8080:80\",\"needs\":\"db\"},"
                + "\"db\":{\"image\":\"docker.io/library/redis:7\",\"ports\":\"redis=6379\"}}}";
    }

    private static String oneTier(int number) {
        return "\"shop-%03d\":{\"image\":\"mcr.microsoft.com/oss/nginx/nginx:1.15.5-alpine\",\"replicas\":2,"
                        .formatted(number)
                + "\"expose\":\"external\",\"ports\":\"http=8080:80\"}";
    }

    private static JsonObject document(int apps, IntFunction<String> app) {
        StringBuilder text = new StringBuilder("{\"schema\":1," + POOL + ",\"apps\":{");
        for (int i = 0; i < apps; i++) {
            text.append(i > 0 ? "," : "").append(app.apply(i));
        }
        return JsonParser.parseString(text.append("}}").toString()).getAsJsonObject();
    }

    /** The most apps that fit, each document on the way looked at. */
    private static int most(IntFunction<String> app) {
        int apps = 1;
        while (TwinLimits.bytes(document(apps + 1, app)) <= TwinLimits.MOST_BYTES) {
            apps++;
        }
        return apps;
    }

    @Test
    void theDocumentationSaysWhatFits() throws IOException {
        String told = Files.readString(Path.of("docs/twin.md")).replaceAll("\\s+", " ");
        String measured = "about " + most(TwinScaleTest::twoTiers) + " apps of two tiers, or "
                + most(TwinScaleTest::oneTier) + " of one";
        assertTrue(told.contains(measured), measured);
    }

    @Test
    void oneAppMoreIsToldAndRefusesEverything() {
        int most = most(TwinScaleTest::twoTiers);
        assertTrue(parsed(most, TwinScaleTest::twoTiers).problems().isEmpty());
        assertTrue(parsed(most + 1, TwinScaleTest::twoTiers).problems().stream()
                .anyMatch(problem ->
                        problem.code() == Code.TooLarge && problem.path().equals("desired")));
    }

    @Test
    void aFullTwinThatIsReadyIsReportedAppByApp() {
        for (IntFunction<String> app : List.<IntFunction<String>>of(TwinScaleTest::twoTiers, TwinScaleTest::oneTier)) {
            JsonObject report = report(app, ReportFixture.ready("10.126.75.206"));
            assertSaysOfEachApp("Ready", report, most(app));
        }
    }

    @Test
    void aFullTwinOfWhichNothingWorksIsReportedAppByApp() {
        JsonObject report = report(
                TwinScaleTest::twoTiers,
                new TierHealth(
                        TierPhase.Failed,
                        Optional.of(Code.ImagePull),
                        "cannot be pulled: ".repeat(20),
                        0,
                        2,
                        Optional.empty(),
                        List.of()));
        assertSaysOfEachApp("Failed", report, most(TwinScaleTest::twoTiers));
        assertEquals(10, report.getAsJsonObject("problems").size());
    }

    private static void assertSaysOfEachApp(String phase, JsonObject report, int apps) {
        assertTrue(TwinSize.of(report) <= Reports.BUDGET && TwinSize.ofText(report) <= Reports.BUDGET);
        assertEquals(apps, report.getAsJsonObject("workloads").size());
        report.getAsJsonObject("workloads")
                .asMap()
                .values()
                .forEach(app ->
                        assertEquals(phase, app.getAsJsonObject().get("phase").getAsString()));
        assertTrue(report.getAsJsonObject("status").get("truncated").getAsBoolean());
    }

    private static ParsedDocument parsed(int apps, IntFunction<String> app) {
        return DesiredParser.parse(1, document(apps, app));
    }

    /** The report of a full twin, every tier of which is in the same state. */
    private static JsonObject report(IntFunction<String> app, TierHealth health) {
        ReportFixture fixture = new ReportFixture().node("node-a", "10.126.75.200");
        parsed(most(app), app).apps().forEach((id, part) -> {
            App accepted = ((Part.Accepted<App>) part).value();
            fixture.apps.put(id, accepted);
            fixture.digests.put(id, Digest.of(id).hex());
            for (Tier tier : accepted.tiers().values()) {
                fixture.health.put(tier.id(), health);
                if (tier.expose() == Expose.EXTERNAL) {
                    fixture.service(tier.objectName(), "10.126.75.206");
                }
                if (health.code().isPresent()) {
                    fixture.problems.add(new Problem(
                            "apps." + id + ".tiers." + tier.id().tier(),
                            health.code().get(),
                            tier.id() + " " + health.message()));
                }
            }
        });
        return Reports.build(fixture.input()).properties();
    }
}
