package io.fairlead.ownership;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairlead.model.Fields;
import io.fairlead.model.Labels;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of an object that is wanted, by what is there. */
class ClaimsTest {

    private static final ObjectRef REF = ObjectRef.configMap("apps", "settings");
    private static final Claims.Terms TERMS =
            new Claims.Terms(Path.app("shop"), "new", "differs", "taken over", "rename it");

    @ParameterizedTest(name = "{0}: own {1}, deleted {2}, same {3}, takes over {4}")
    @CsvSource({
        "absent,    '',        false, false, false, new",
        "there,     label,     false, false, false, differs by force",
        "there,     label,     false, true,  false, nothing",
        "there,     label,     true,  false, false, nothing",
        "there,     inventory, false, false, false, differs by force",
        "there,     inventory, false, true,  true,  nothing",
        "there,     '',        false, false, false, refused",
        "there,     '',        false, true,  false, refused",
        "there,     '',        false, false, true,  taken over",
        "there,     '',        false, true,  true,  nothing",
        "there,     '',        true,  false, true,  nothing",
    })
    void theStepOrTheProblemFollowsFromWhatIsThere(
            String there, String own, boolean deleted, boolean same, boolean takesOver, String follows) {
        Manifest wanted = new Manifest(REF, new Fields(Map.of("data", Map.of("key", "wanted"))));
        Map<String, Object> metadata = new TreeMap<>();
        if (own.equals("label")) {
            metadata.put("labels", Map.of(Labels.MANAGED_BY.key(), Labels.FAIRLEAD));
        }
        if (deleted) {
            metadata.put("deletionTimestamp", "2026-01-31T12:00:00Z");
        }
        Fields body = new Fields(Map.of("metadata", metadata, "data", Map.of("key", same ? "wanted" : "other")));
        LiveObject live = new LiveObject(REF, "uid-1", "1", body, FieldsV1.whole(new String[] {"data", "key"}));
        Claims claims = new Claims(new TreeMap<>(Map.of(REF, own.equals("inventory") ? "uid-1" : "uid-0")));

        Claims.Claim claim =
                claims.claim(wanted, Optional.of(live).filter(any -> there.equals("there")), takesOver, TERMS);

        String step = claim.step()
                .map(apply -> apply.reason() + (apply.force() ? " by force" : ""))
                .orElse("nothing");
        assertEquals(follows, claim.problem().isPresent() ? "refused" : step);
        claim.problem()
                .ifPresent(problem -> assertEquals(
                        "ConfigMap apps/settings exists and was not created by Fairlead; delete it, rename it, or name its field"
                                + " managers in control.takeOwnership",
                        problem.message()));
    }
}
