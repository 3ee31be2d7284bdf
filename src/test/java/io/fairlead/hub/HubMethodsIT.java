package io.fairlead.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.model.Code;
import io.fairlead.model.Phase;
import io.fairlead.model.Problem;
import io.fairlead.report.ModuleInfo;
import io.fairlead.report.ModuleStatus;
import io.fairlead.report.Past;
import io.fairlead.report.ProblemList;
import io.fairlead.report.ReportInput;
import io.fairlead.report.Workloads;
import io.fairlead.standin.hub.MethodResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Direct methods through Azure's SDK. */
class HubMethodsIT {

    @RegisterExtension
    final HubRig rig = new HubRig();

    @Test
    void methodsAreAnsweredOnEachNewConnection() throws Exception {
        rig.connect();
        rig.awaitConnected();
        assertEquals(new MethodResult(200, new JsonObject()), call("ping", JsonNull.INSTANCE));
        assertEquals(404, call("reboot", JsonNull.INSTANCE).status());
        assertEquals(400, call("ping", JsonParser.parseString("[1]")).status());

        int connects = rig.connects();
        rig.faults().keepSessions(false);
        rig.faults().closeConnections();
        rig.await(
                "another connection",
                () -> rig.connects() > connects && rig.connection().isConnected());
        assertEquals(200, call("ping", new JsonObject()).status());
    }

    @Test
    void anAnswerAtTheLimitGetsThereWhateverItsCharacters() throws Exception {
        List<Problem> problems = IntStream.range(0, 40)
                .mapToObj(i -> new Problem("apps.app-" + i, Code.NoEndpoints, i + "<".repeat(3098)))
                .toList();
        rig.methods.tell(state(problems));
        rig.connect();
        rig.awaitConnected();

        MethodResult result = call("status", JsonNull.INSTANCE);

        assertEquals(200, result.status());
        JsonObject status = result.payload().getAsJsonObject().getAsJsonObject("status");
        assertTrue(result.payload().toString().length() > 125_000);
        assertFalse(status.get("truncated").getAsBoolean());
    }

    private static ReportInput state(List<Problem> problems) {
        return new ReportInput(
                new ModuleStatus(Phase.Blind, 0, 0, Instant.EPOCH, 0, ""),
                ProblemList.of(problems),
                Optional.empty(),
                Optional.empty(),
                Workloads.NONE,
                Past.NONE,
                new ModuleInfo("1.2.3", Instant.EPOCH));
    }

    private MethodResult call(String method, JsonElement payload) throws InterruptedException {
        long start = System.nanoTime();
        MethodResult result = rig.twin().invokeMethod(method, payload, Duration.ofSeconds(10));
        assertTrue(System.nanoTime() - start < Duration.ofSeconds(5).toNanos());
        return result;
    }
}
