package io.fairlead.sandbox;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * How a report answers the document of a sandbox.
 *
 * @param state how far it is
 * @param wrong what is in the way, one line each
 */
record Verdict(State state, List<String> wrong) {

    /** How far a document is. */
    enum State {
        /** All of it is in force and works. */
        CONVERGED,
        /** The module is at work on it. */
        UNDER_WAY,
        /** Something has to be done by somebody else first. */
        WRONG
    }

    Verdict {
        wrong = List.copyOf(wrong);
    }

    /** @param version the {@code $version} of the document */
    static Verdict of(JsonObject reported, long version) {
        JsonObject status = Narrator.child(reported, "status");
        String phase = Narrator.text(status, "phase");
        String wanted = Long.toString(version);
        if (phase.equals("Converged") && Narrator.text(status, "appliedVersion").equals(wanted)) {
            return new Verdict(State.CONVERGED, List.of());
        }
        boolean answered = Narrator.text(status, "desiredVersion").equals(wanted);
        boolean wrong = answered && (phase.equals("Rejected") || phase.equals("Degraded") || phase.equals("Paused"));
        List<String> lines = new ArrayList<>(List.of("the module's phase is " + (phase.isEmpty() ? "unknown" : phase)));
        Narrator.child(reported, "problems").entrySet().forEach(entry -> lines.add(Narrator.problem(entry.getValue())));
        Narrator.tiers(reported, (tier, json) -> {
            if (!Narrator.text(json, "phase").equals("Ready")) {
                lines.add("tier " + tier + ": " + Narrator.line(json));
            }
        });
        return new Verdict(wrong ? State.WRONG : State.UNDER_WAY, lines);
    }
}
