package io.fairlead.methods;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.loop.LoopSnapshot;
import io.fairlead.loop.Requests;
import io.fairlead.model.Code;
import io.fairlead.model.Control;
import io.fairlead.model.HeldRevision;
import io.fairlead.model.Ledger;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Revision;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code rollback}: applies a kept revision until the twin changes; 0 follows the twin again. The twin's own
 * {@code control.rollbackTo} takes precedence.
 */
final class RollbackMethod implements Method {

    private final Requests requests;

    RollbackMethod(Requests requests) {
        this.requests = requests;
    }

    @Override
    public Answer call(JsonElement payload) {
        Arguments sent = new Arguments(payload);
        long revision = sent.number("revision", -1, 0, Long.MAX_VALUE);
        if (revision < 0) {
            String unused = sent.required("revision"); // reports it if it is missing
        }
        Optional<Answer> refusal = sent.refusal();
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<LoopSnapshot> now = requests.snapshot();
        if (now.isEmpty()) {
            return Answer.unknown();
        }
        Control control = now.get().document().map(ParsedDocument::control).orElse(Control.DEFAULT);
        if (control.rollbackTo() != 0 || control.paused()) {
            return Answer.message(
                    409,
                    control.paused()
                            ? "the module is paused; set control.paused to false in the twin first"
                            : "the twin itself sets control.rollbackTo; change it there");
        }
        return hold(revision, now.get());
    }

    private Answer hold(long revision, LoopSnapshot now) {
        Ledger ledger = now.ledger();
        if (revision != 0 && ledger.find(revision).isEmpty()) {
            return Answer.refused(
                    "payload.revision",
                    Code.UnknownReference,
                    "revision " + revision + " is not kept; kept are " + kept(ledger));
        }
        long version = now.document().map(ParsedDocument::version).orElse(ledger.documentVersion());
        requests.hold(new HeldRevision(revision, version));
        JsonObject body = new JsonObject();
        body.addProperty("revision", revision);
        body.addProperty(
                "message",
                revision == 0
                        ? "the twin is followed again; status shows the progress"
                        : "revision " + revision
                                + " is put in force until the twin changes; status shows the progress");
        return new Answer(202, body);
    }

    private static String kept(Ledger ledger) {
        String numbers = Stream.concat(ledger.history().revisions().stream(), Stream.of(ledger.asRevision()))
                .filter(kept -> kept.documentVersion() > 0)
                .map(Revision::number)
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        return numbers.isEmpty() ? "none" : numbers;
    }
}
