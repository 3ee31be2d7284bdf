package io.fairlead.kube;

import io.fairlead.model.Fields;
import io.fairlead.model.HeldField;
import io.fairlead.model.Outcome;
import io.fairlead.model.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The reason why the API server refused a step.
 *
 * @param code the HTTP status
 * @param status the body, normally a {@code Status}
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/">Status</a>
 */
record Refusal(int code, Fields status) {

    /** {@code conflict with "a"}, or {@code conflict with "a" with subresource "s" using apps/v1 at <time>}. */
    private static final Pattern OWNER = Pattern.compile("conflict with \"([^\"]*)\"");

    /** The server's message, in two variants; there is no other sign. */
    private static final Pattern OTHER_UID = Pattern.compile("UID in (the )?precondition");

    /** The server's message for a webhook that it could not call; the webhook's name and the cause follow. */
    private static final String WEBHOOK = "failed calling webhook ";

    private static final int FORBIDDEN = 403;
    private static final int CONFLICT = 409;

    static Refusal of(ApiClient.Answer answer) {
        return new Refusal(answer.code(), new Fields(answer.json()));
    }

    /** Whether the object only changed during the call, so that a retry may succeed at once. */
    boolean isRace() {
        return code == CONFLICT && !isOwned() && !isAlreadyThere() && !isOtherUid();
    }

    /** Whether two items of a list have the same unique name. */
    boolean isDuplicate() {
        return code == 422 && hasCause("FieldValueDuplicate");
    }

    Outcome outcome(Step step) {
        return switch (code) {
            case CONFLICT ->
                isRace()
                        ? new Outcome.Failed(step, message())
                        : new Outcome.Conflicted(step, held(step, Fields.EMPTY), message());
            case 401 -> new Outcome.Denied(step, message());
            case FORBIDDEN -> forbidden(step);
            case 400, 405, 406, 413, 415, 422 -> new Outcome.Invalid(step, message());
            default ->
                message().contains(WEBHOOK)
                        ? new Outcome.WebhookDown(step, message())
                        : new Outcome.Failed(step, message());
        };
    }

    /**
     * The outcome of a 403, which has three causes: a missing right, a refusal by admission, or a namespace that is being
     * deleted.
     */
    private Outcome forbidden(Step step) {
        if (hasCause("NamespaceTerminating")) {
            return new Outcome.Failed(step, message());
        }
        String message = message();
        return message.contains("denied the request") || message.contains("exceeded quota")
                ? new Outcome.Invalid(step, message)
                : new Outcome.Denied(step, message);
    }

    /** The managers of the fields that the step conflicts with. */
    Set<String> managers() {
        return causes().map(cause -> owner(cause.text("message").orElse(""))).collect(Collectors.toUnmodifiableSet());
    }

    /** The conflicting fields of other managers. */
    List<HeldField> held(Step step, Fields live) {
        Fields wanted = step instanceof Step.Apply apply ? apply.manifest().body() : Fields.EMPTY;
        return causes().map(cause -> {
                    String path = cause.text("field").orElse("?");
                    return new HeldField(
                            owner(cause.text("message").orElse("")),
                            path,
                            FieldPath.valueAt(live, path).map(Json::text).orElse(""),
                            FieldPath.valueAt(wanted, path).map(Json::text).orElse(""));
                })
                .toList();
    }

    private Stream<Fields> causes() {
        return status.each("details", "causes").stream()
                .filter(cause -> cause.text("reason").equals(Optional.of("FieldManagerConflict")));
    }

    private static String owner(String message) {
        Matcher owner = OWNER.matcher(message);
        return owner.find() ? owner.group(1) : message;
    }

    /** Whether the step conflicts with fields of other managers. */
    boolean isOwned() {
        return hasCause("FieldManagerConflict");
    }

    boolean isAlreadyThere() {
        return status.text("reason").filter("AlreadyExists"::equals).isPresent();
    }

    private boolean isOtherUid() {
        return OTHER_UID.matcher(message()).find();
    }

    private boolean hasCause(String reason) {
        return status.each("details", "causes").stream()
                .anyMatch(cause -> cause.text("reason").filter(reason::equals).isPresent());
    }

    /** The API server's message. */
    String message() {
        return status.text("message").orElse("the API server answered " + code + " without a message");
    }
}
