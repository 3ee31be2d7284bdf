package io.fairlead.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** A tree is the map that it was made of, whatever its size. */
class FieldsTest {

    @Property
    void aTreeHasTheKeysOfItsMapInTheirOrderAndNoOthers(
            @ForAll @Size(max = 40) Map<String, Integer> numbers, @ForAll String other) {
        Map<String, Object> map = new LinkedHashMap<>();
        numbers.forEach((key, number) -> map.put(key, number.longValue()));
        Map<String, Object> tree = new Fields(map).map();

        assertEquals(map, tree);
        assertEquals(tree, map);
        assertEquals(map.hashCode(), tree.hashCode());
        assertEquals(List.copyOf(map.keySet()), List.copyOf(tree.keySet()));
        assertEquals(map.size(), tree.size());
        map.forEach((key, value) -> assertEquals(value, tree.get(key)));
        assertEquals(map.containsKey(other), tree.containsKey(other));
        assertEquals(map.get(other), tree.get(other));
    }

    @Property
    void nobodyChangesATree(@ForAll @Size(min = 1, max = 40) Map<String, String> texts) {
        Map<String, Object> tree =
                new Fields(Map.of("texts", texts)).at("texts").map();
        String key = tree.keySet().iterator().next();

        assertThrows(UnsupportedOperationException.class, () -> tree.put(key, ""));
        assertThrows(UnsupportedOperationException.class, () -> tree.remove(key));
        assertThrows(
                UnsupportedOperationException.class,
                () -> tree.entrySet().iterator().next().setValue(""));
        assertEquals(texts, tree);
        assertNull(new Fields(Map.of()).map().get(key));
    }
}
