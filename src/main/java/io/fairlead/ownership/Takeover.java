package io.fairlead.ownership;

import io.fairlead.model.FieldOwner;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether Fairlead can take over an object that others created.
 *
 * @param wanted the desired object
 * @param live the live object
 */
record Takeover(Manifest wanted, LiveObject live) {

    /** An immutable field whose value differs, so that the object cannot be taken over; empty if there is none. */
    Optional<String> obstacle() {
        return switch (wanted.ref().kind()) {
            case "Deployment" ->
                wanted.body().at("spec", "selector").equals(live.body().at("spec", "selector"))
                        ? Optional.empty()
                        : Optional.of("its .spec.selector differs");
            case "Service" ->
                live.body().text("spec", "clusterIP").equals(Optional.of("None"))
                        ? Optional.of("it is headless (.spec.clusterIP is None)")
                        : Optional.empty();
            case "ConfigMap" -> live.body().isTrue("immutable") ? Optional.of("it is immutable") : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** What the operator can do. Taking over is offered only if it can succeed. */
    String choices(String mend) {
        List<String> choices = new ArrayList<>(List.of("delete it"));
        Optional.of(mend).filter(text -> !text.isEmpty()).ifPresent(choices::add);
        if (obstacle().isEmpty()) {
            choices.add("name its field managers" + managers() + " in control.takeOwnership");
        }
        int last = choices.size() - 1;
        String all =
                last == 0 ? choices.get(0) : String.join(", ", choices.subList(0, last)) + ", or " + choices.get(last);
        return obstacle()
                .map(why -> "it cannot be taken over, because " + why + ", which cannot be changed: " + all)
                .orElse(all);
    }

    private String managers() {
        String names = live.others().stream()
                .map(FieldOwner::manager)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : " (" + names + ")";
    }
}
