package io.fairlead.sandbox;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.fairlead.app.Settings;
import io.fairlead.cli.DesiredFile;
import io.fairlead.cli.FairleadCommand;
import io.fairlead.cli.InputFile;
import io.fairlead.cli.Installation;
import io.fairlead.cli.ProblemJson;
import io.fairlead.cli.Program;
import io.fairlead.desired.DesiredParser;
import io.fairlead.model.Problem;
import io.fairlead.standin.hub.HubRefusal;
import io.fairlead.standin.hub.HubTwin;
import io.fairlead.text.IndentedJson;
import io.fairlead.text.UnreadableText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the editor of a sandbox does with a text: checks it as the module does, plans it as {@code fairlead plan} does, sends it as
 * a back end does.
 *
 * @param twin the module's twin at the stand-in of the hub
 * @param cluster the cluster that the module works on
 * @param module the module's name
 * @param folder for files of the moment
 */
record TwinEditor(HubTwin twin, SandboxCluster cluster, String module, Path folder) {

    /** The twin as it is. */
    JsonObject current() {
        JsonObject answer = new JsonObject();
        answer.addProperty("text", IndentedJson.of(twin.desired()));
        answer.addProperty("version", twin.desiredVersion());
        return answer;
    }

    /** Everything that is wrong with a text; {@code ok} where the module would take all of it. */
    JsonObject check(String text) throws IOException {
        JsonArray problems = new JsonArray();
        boolean ok = true;
        try {
            List<Problem> found = DesiredParser.parse(1, read(text)).problems();
            for (Problem problem : found) {
                problems.add(ProblemJson.of(problem));
                ok &= problem.code().isWarning();
            }
        } catch (UnreadableText unreadable) {
            problems.add(problem("", "Unreadable", unreadable.why(), "error"));
            ok = false;
        }
        JsonObject answer = new JsonObject();
        answer.addProperty("ok", ok);
        answer.add("problems", problems);
        return answer;
    }

    private static JsonObject problem(String path, String code, String message, String severity) {
        JsonObject problem = new JsonObject();
        problem.addProperty("path", path);
        problem.addProperty("code", code);
        problem.addProperty("message", message);
        problem.addProperty("severity", severity);
        return problem;
    }

    /** What the module would do, in the words of {@code fairlead plan}. */
    JsonObject plan(String text) throws IOException {
        Path file = file(text);
        try {
            StringWriter words = new StringWriter();
            PrintWriter out = new PrintWriter(words);
            int status = FairleadCommand.of(new Here())
                    .setOut(out)
                    .setErr(out)
                    .execute(
                            "plan",
                            "--module",
                            module,
                            "--kubeconfig",
                            cluster.kubeconfig().toString(),
                            "--namespace",
                            cluster.namespace(),
                            file.toString());
            JsonObject answer = new JsonObject();
            answer.addProperty("text", words.toString().strip());
            answer.addProperty("status", status);
            return answer;
        } finally {
            Files.delete(file);
        }
    }

    /** Puts the text into the twin; one that is wrong is not sent, and the answer is that of {@link #check}. */
    JsonObject send(String text) throws IOException {
        JsonObject checked = check(text);
        if (!checked.get("ok").getAsBoolean()) {
            return checked;
        }
        try {
            checked.addProperty("version", twin.replaceDesired(read(text)));
        } catch (HubRefusal refusal) {
            checked.addProperty("ok", false);
            checked.getAsJsonArray("problems")
                    .add(problem("", "the hub refuses it", String.valueOf(refusal.getMessage()), "error"));
        }
        return checked;
    }

    /** How far the module is with a version of the twin, and what is in the way. */
    JsonObject report(long version) {
        Verdict verdict = Verdict.of(twin.reported(), version);
        JsonObject answer = new JsonObject();
        answer.addProperty("state", verdict.state().name());
        JsonArray lines = new JsonArray();
        verdict.wrong().forEach(lines::add);
        answer.add("lines", lines);
        return answer;
    }

    private JsonObject read(String text) throws IOException {
        Path file = file(text);
        try {
            return DesiredFile.read(new InputFile(file.toString()), module);
        } finally {
            Files.delete(file);
        }
    }

    private Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "edited-", ""), text);
    }

    /** The command line of this process, which has no settings but those that it is given. */
    private static final class Here implements Program {

        @Override
        public int run() {
            return 1;
        }

        @Override
        public Installation installation(Map<String, String> instead) {
            return Settings.from(instead).installation();
        }
    }
}
