package io.fairlead.network.metallb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairlead.model.Fields;
import io.fairlead.model.LiveObject;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.PoolObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a text in MetalLB's ConfigMap is shown as. */
class ConfigMapRegimeTest {

    private static final ObjectRef REF = ObjectRef.configMap("metallb-system", ConfigMapRegime.NAME);

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            none                                                                                           | UNSEEN             | ''
            ''                                                                                             | CONFIG_MAP         | ''
            {address-pools: [{name: lab, protocol: layer2, addresses: [192.0.2.1-192.0.2.3]}]}             | CONFIG_MAP         | lab 192.0.2.1-192.0.2.3 auto
            {address-pools: [{name: lab, protocol: layer2, addresses: [192.0.2.1/32], auto-assign: false}]} | CONFIG_MAP        | lab 192.0.2.1-192.0.2.1
            {address-pools: 7}                                                                             | CONFIG_MAP_REFUSED | ''
            """)
    void thePoolsOfTheTextAreShownAsThoseOfLaterVersions(@Nullable String text, MetalLb found, String pools) {
        Observed seen = ConfigMapRegime.view(cluster(text), "metallb-system");
        assertEquals(found, seen.loadBalancer());
        assertEquals(
                pools,
                seen.loadBalancer().pools(seen).stream()
                        .map(ConfigMapRegimeTest::text)
                        .collect(Collectors.joining("; ")));
    }

    private static String text(PoolObject pool) {
        return pool.name() + " " + pool.addresses() + (pool.autoAssign() ? " auto" : "");
    }

    private static Observed cluster(@Nullable String text) {
        TreeMap<ObjectRef, LiveObject> objects = new TreeMap<>();
        for (String each : text == null ? List.<String>of() : List.of(text)) {
            Fields body = new Fields(Map.of("data", Map.of(ConfigMapRegime.NAME, each)));
            objects.put(REF, new LiveObject(REF, "uid", "1", body, Fields.EMPTY));
        }
        return new Observed(objects, Map.of(), Map.of(), MetalLb.UNSEEN, "v1.20.0");
    }
}
