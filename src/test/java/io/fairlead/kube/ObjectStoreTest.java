package io.fairlead.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.model.Fields;
import io.fairlead.model.LiveObject;
import io.fairlead.model.ObjectRef;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** States of an object that arrive in every order that watches, lists and answers allow. */
class ObjectStoreTest {

    private static final ObjectRef WEB = ObjectRef.service("apps", "web");

    private final ObjectStore store = new ObjectStore(new ObjectBudget(Long.MAX_VALUE));

    @Test
    void theLargerVersionWinsInWhateverOrderTheyCome() {
        assertTrue(store.put(web("u1", "9")));
        assertTrue(store.put(web("u1", "10")));
        assertFalse(store.put(web("u1", "9")));
        assertFalse(store.put(web("u1", "10")));
        assertEquals("web u1 10", content());
    }

    @Test
    void aLateEventDoesNotBringBackWhatWeDeleted() {
        store.put(web("u1", "5"));
        assertTrue(store.delete(WEB, "u1"));
        assertFalse(store.put(web("u1", "7")));
        assertEquals("", content());
    }

    @Test
    void aSuccessorOfWhatWeDeletedIsSeenAndStaysWhenTheOldDeletionIsTold() {
        store.put(web("u1", "5"));
        store.delete(WEB, "u1");
        assertTrue(store.put(web("u2", "8")));
        assertFalse(store.remove(WEB, "7"));
        assertFalse(store.delete(WEB, "u1"));
        assertEquals("web u2 8", content());
    }

    @Test
    void whatTheWatchRemovedDoesNotComeBackByTheLateAnswerToAWrite() {
        store.put(web("u1", "5"));
        assertTrue(store.remove(WEB, "7"));
        assertFalse(store.put(web("u1", "6")));
        assertEquals("", content());
    }

    @Test
    void whatOnlyLeftTheSelectionMayComeBack() {
        store.put(web("u1", "5"));
        store.remove(WEB, "6");
        assertTrue(store.put(web("u1", "7")));
        assertEquals("web u1 7", content());
    }

    @Test
    void aListReplacesEverythingButWhatWasWrittenSince() {
        store.put(web("u1", "5"));
        store.put(named("old", "u2", "6"));
        store.put(named("written", "u3", "12"));
        assertTrue(store.replace(List.of(web("u1", "5"), named("new", "u4", "9")), "10"));
        assertEquals("new u4 9, web u1 5, written u3 12", content());
        assertFalse(
                store.replace(List.of(web("u1", "5"), named("new", "u4", "9"), named("written", "u3", "12")), "13"));
    }

    @Test
    void aListThatWasMadeBeforeOurDeletionDoesNotBringTheObjectBack() {
        store.put(web("u1", "5"));
        store.delete(WEB, "u1");
        store.replace(List.of(web("u1", "5")), "6");
        assertEquals("", content());
    }

    @Test
    void aListOlderThanTheOneBeforeComesFromABackupAndAloneIsTrue() {
        store.replace(List.of(web("u1", "90")), "100");
        store.put(web("u1", "101"));
        assertTrue(store.replace(List.of(web("u1", "50")), "60"));
        assertEquals("web u1 50", content());
    }

    private static LiveObject web(String uid, String version) {
        return named("web", uid, version);
    }

    private static LiveObject named(String name, String uid, String version) {
        return new LiveObject(ObjectRef.service("apps", name), uid, version, Fields.EMPTY, Fields.EMPTY);
    }

    private String content() {
        TreeSet<String> content = new TreeSet<>();
        store.forEach((ref, object) -> content.add(ref.name() + " " + object.uid() + " " + object.resourceVersion()));
        return String.join(", ", content);
    }
}
