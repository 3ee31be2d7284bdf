package io.fairlead.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Formats exceptions as one line of text. */
final class Failures {
    private Failures() {}

    /** The messages from the outermost exception to the root cause, each once; the class name if there is no message. */
    static String describe(Throwable failure) {
        List<String> parts = new ArrayList<>();
        for (Throwable at = failure; at != null && parts.size() < 5; at = at.getCause()) {
            if (at instanceof ExecutionException && at.getCause() != null) {
                continue;
            }
            String message = at.getMessage();
            String part = message == null || message.isBlank() ? at.getClass().getSimpleName() : message;
            if (parts.stream().noneMatch(said -> said.contains(part))) {
                parts.add(part);
            }
        }
        return String.join(": ", parts);
    }
}
