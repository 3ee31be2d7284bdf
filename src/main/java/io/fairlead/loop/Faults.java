package io.fairlead.loop;

import com.google.gson.JsonObject;
import io.fairlead.loop.TwinSource.TwinDocument;
import io.fairlead.model.App;
import io.fairlead.model.Code;
import io.fairlead.model.Control;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Part;
import io.fairlead.model.Problem;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/**
 * Messages about an error in the module itself. The text of an exception may contain anything, so only the log has it.
 */
public final class Faults {

    private static final String OURS = "io.fairlead.";

    private Faults() {}

    /** The problem of a cycle that failed with an error. */
    static Problem ofCycle(Throwable fault) {
        return new Problem(
                "module",
                Code.ModuleFault,
                "an error in the module (" + name(fault)
                        + "): nothing was changed beyond what the log says, and the last good state stays; it is tried again"
                        + " every 10 seconds. Report it with the module's log, and send the last desired properties that"
                        + " worked");
    }

    /** A document that could not be read because of an error in the module. All of its parts are refused. */
    static ParsedDocument refused(TwinDocument document, Throwable fault, Control control) {
        SortedMap<String, Part<App>> apps = new TreeMap<>();
        if (document.desired().get("apps") instanceof JsonObject named) {
            named.keySet().forEach(id -> apps.put(id, new Part.Refused<>()));
        }
        Problem problem = new Problem(
                "module",
                Code.ModuleFault,
                "an error in the module (" + name(fault)
                        + ") as it read this document: all of it is refused, and what was"
                        + " in force stays. Undo the last change, and report it with the module's log");
        return new ParsedDocument(
                document.version(), new Part.Refused<>(), apps, false, control, false, List.of(problem));
    }

    /** The type of the error, and its place in Fairlead's code. */
    public static String name(Throwable fault) {
        Optional<StackTraceElement> at = Stream.of(fault.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(OURS))
                .findFirst();
        return fault.getClass().getSimpleName()
                + at.map(frame -> " in " + frame.getFileName() + ":" + frame.getLineNumber())
                        .orElse("");
    }

    /** The same for the error that ended a task. */
    public static String ofTask(ExecutionException ended) {
        Throwable cause = ended.getCause();
        return name(cause == null ? ended : cause);
    }
}
