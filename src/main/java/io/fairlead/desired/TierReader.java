package io.fairlead.desired;

import static io.fairlead.desired.Problems.in;
import static io.fairlead.desired.Problems.quoted;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.address.Address;
import io.fairlead.model.Code;
import io.fairlead.model.ConfigFile;
import io.fairlead.model.Expose;
import io.fairlead.model.Image;
import io.fairlead.model.Port;
import io.fairlead.model.Tier;
import io.fairlead.model.TierId;
import io.fairlead.model.TierOptions;
import io.fairlead.model.TrafficPolicy;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads one tier. A value with a problem gets a default, so that the checks between tiers can still run. */
final class TierReader {

    /** Replaces an image that has a problem. */
    private static final Image UNREADABLE = Image.of("unreadable");

    /**
     * The part of a tier that could be read.
     *
     * @param path its path in the document
     * @param tier the tier, valid only if its app has no problem
     */
    record Draft(String path, Tier tier) {}

    private final String path;
    private final JsonObject raw;
    private final Values values;
    private final TierOptions options;
    private final Problems problems;

    /**
     * A reader of the object at {@code path}.
     *
     * @param raw the object as in the document
     * @param clean its valid part, from {@link ShapeCheck}
     * @param options the settings that only its create options can express
     */
    TierReader(String path, JsonObject raw, JsonObject clean, TierOptions options, Problems problems) {
        this.path = path;
        this.options = options;
        this.raw = raw;
        this.values = new Values(clean);
        this.problems = problems;
    }

    Draft read(TierId id, String objectName, SortedMap<String, ConfigFile> files) {
        List<Port> ports = ports();
        Expose expose = expose(ports);
        Optional<Address> address = address();
        if (isReadable("expose")) {
            checkExposure(expose, ports);
        }
        Tier tier = new Tier(
                id,
                objectName,
                image(),
                values.whole("replicas", 1),
                expose,
                ports,
                values.text("pool"),
                address,
                share(),
                TrafficPolicy.valueOf(
                        values.text("trafficPolicy").orElse("Cluster").toUpperCase(Locale.ROOT)),
                env(),
                values.entries("needs").stream().distinct().toList(),
                new PodSettingsReader(path, raw, values, problems).read(ports, files, options));
        tier.services().keySet().stream()
                .filter(name -> objectName.length() <= 63 && name.length() > 63)
                .findFirst()
                .ifPresent(name -> problems.add(
                        in(path, "ports"),
                        Code.BadName,
                        quoted(name)
                                + ", a Service of its own for each protocol, is over 63 characters; shorten the ids."));
        return new Draft(path, tier);
    }

    private Image image() {
        String text = values.text("image").orElse("");
        Optional<Image> image = Image.parse(text);
        if (values.has("image") && image.isEmpty()) {
            problems.add(
                    in(path, "image"),
                    Code.BadImage,
                    quoted(text) + " is not an image; write [registry/]name[:tag][@digest], the name in lower case.");
        }
        return image.orElse(UNREADABLE);
    }

    private List<Port> ports() {
        return new PortList(in(path, "ports"), problems).parse(values.entries("ports"));
    }

    /** If {@code expose} is absent the tier is internal, or has no Service if it has no ports. */
    private Expose expose(List<Port> ports) {
        if (!isReadable("expose")) {
            return Expose.NONE;
        }
        return values.text("expose")
                .map(word -> Expose.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(ports.isEmpty() ? Expose.NONE : Expose.INTERNAL);
    }

    private Optional<Address> address() {
        String at = in(path, "address");
        Optional<Address> address =
                values.text("address").flatMap(text -> new AddressReader(problems).address(at, text));
        address.flatMap(read -> ReservedAddresses.holder(read, problems.platform()))
                .ifPresent(held -> problems.add(at, Code.ReservedAddress, held + "; choose another."));
        return address;
    }

    private Optional<String> share() {
        Optional<String> share = values.text("share");
        share.filter(key -> !NameRule.SHARE.allows(key))
                .ifPresent(key -> problems.add(
                        in(path, "share"),
                        Code.BadName,
                        quoted(key) + " is no key to share an address by; use " + NameRule.SHARE.told() + "."));
        return share;
    }

    private void checkExposure(Expose expose, List<Port> ports) {
        if (expose != Expose.NONE && values.entries("ports").isEmpty() && isReadable("ports")) {
            problems.add(
                    in(path, "ports"),
                    Code.MissingValue,
                    "A tier that is exposed needs a port; give one, or set `expose` to \"none\".");
        }
        if (expose == Expose.EXTERNAL) {
            checkExternal(ports);
            return;
        }
        for (String key : List.of("pool", "address", "share", "trafficPolicy")) {
            if (raw.has(key)) {
                problems.add(
                        in(path, key),
                        Code.UnsupportedSetting,
                        "`" + key + "` is for external tiers only; set `expose` to \"external\", or leave it out.");
            }
        }
    }

    private void checkExternal(List<Port> ports) {
        for (Port port : ports) {
            if (problems.platform().isReserved(port.port())) {
                problems.add(
                        in(path, "ports"),
                        Code.ReservedPort,
                        "The device keeps port " + port.port() + " for itself; choose another.");
            }
        }
    }

    private SortedMap<String, String> env() {
        SortedMap<String, String> env = new TreeMap<>();
        Map<String, JsonElement> given = values.object("env").clean().asMap();
        given.forEach((name, value) -> {
            env.put(name, value.getAsString());
            if (SecretNames.looksSecret(name, value.getAsString())) {
                problems.add(in(in(path, "env"), name), Code.SecretInTwin, SecretNames.IN_ENV);
            }
        });
        return env;
    }

    /** Whether {@code key} is absent or passed the shape check. */
    private boolean isReadable(String key) {
        return !raw.has(key) || values.has(key);
    }
}
