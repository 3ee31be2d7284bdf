package io.fairlead.standin.cluster.objects;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What MetalLB's validating webhook refuses of an IPAddressPool: entries that do not parse, and overlaps.
 *
 * @see <a href="https://github.com/metallb/metallb/blob/main/internal/config/config.go">config.go</a>
 */
final class PoolWebhook {
    private static final String NAME = "ipaddresspoolvalidationwebhook.metallb.io";

    private PoolWebhook() {}

    static void check(Store store, ObjectKey key, JsonObject pool) {
        List<AddressRange> own = new ArrayList<>();
        for (String entry : Json.texts(pool, "spec", "addresses")) {
            AddressRange range = AddressRange.parse(entry)
                    .orElseThrow(() -> ApiFailure.denied(
                            NAME, "parsing address pool " + key.name() + ": invalid CIDR \"" + entry + '"'));
            refuseOverlap(range, key.name(), own);
            own.add(range);
        }
        for (JsonObject other : store.list(Catalog.ADDRESS_POOL)) {
            if (!ObjectKey.of(Catalog.ADDRESS_POOL, other).equals(key)) {
                own.forEach(range -> refuseOverlap(range, key.name(), AddressRange.of(other)));
            }
        }
    }

    private static void refuseOverlap(AddressRange range, String pool, List<AddressRange> others) {
        Optional<AddressRange> hit = others.stream()
                .filter(other -> range.range().overlaps(other.range()))
                .findFirst();
        if (hit.isPresent()) {
            throw ApiFailure.denied(
                    NAME,
                    "CIDR \"" + range.text() + "\" in pool \"" + pool + "\" overlaps with already defined CIDR \""
                            + hit.get().text() + '"');
        }
    }
}
