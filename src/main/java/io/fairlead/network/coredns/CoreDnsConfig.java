package io.fairlead.network.coredns;

import io.fairlead.model.Dns;
import io.fairlead.model.Fields;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.Path;
import io.fairlead.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The configuration of the cluster's CoreDNS, and Fairlead's text in it. The text has its own key in the ConfigMap
 * {@code coredns-custom} if the Corefile imports such keys; otherwise it is between two marker lines at the end of the
 * Corefile. Everything else belongs to others and stays byte for byte.
 *
 * @param object the ConfigMap of the Corefile
 * @param foreign the Corefile without Fairlead's text and markers
 * @param inCorefile Fairlead's text between the markers; empty if there is none
 * @param inCustom Fairlead's text in {@code coredns-custom}; empty if there is none
 * @param blocks the server blocks that are not Fairlead's
 * @param isCustom whether the Corefile imports the key of {@code coredns-custom}
 */
record CoreDnsConfig(
        LiveObject object,
        String foreign,
        String inCorefile,
        String inCustom,
        List<Corefile.Block> blocks,
        boolean isCustom) {

    /** Fairlead's key in {@code coredns-custom}. */
    static final String KEY = "fairlead.server";

    private static final String COREFILE = "Corefile";
    private static final String SERVER = ".server";
    private static final String BEGIN = "# fairlead begin";
    private static final String END = "# fairlead end";

    CoreDnsConfig {
        blocks = List.copyOf(blocks);
    }

    /** Fairlead's text, and the text of others before and after it. */
    private record Marked(String own, String before, String after) {}

    static ObjectRef ref() {
        return ObjectRef.configMap(ClusterDns.NAMESPACE, ClusterDns.CONFIG_MAP);
    }

    static ObjectRef customRef() {
        return ObjectRef.configMap(ClusterDns.NAMESPACE, ClusterDns.CUSTOM);
    }

    /**
     * Reads the configuration; empty if CoreDNS's ConfigMap does not exist.
     *
     * @throws Corefile.Refused if it cannot be parsed, so that the effect of a change is unknown
     */
    static Optional<CoreDnsConfig> read(Observed observed) throws Corefile.Refused {
        Optional<LiveObject> object = observed.find(ref());
        if (object.isEmpty()) {
            return Optional.empty();
        }
        Marked corefile = marked(object.get().body().text("data", COREFILE).orElse(""));
        Corefile read = Corefile.read(corefile.before() + corefile.after());
        boolean isCustom = read.imports().stream().anyMatch(CoreDnsConfig::imports);
        List<Corefile.Block> blocks = new ArrayList<>(read.blocks());
        Map<String, Object> custom = custom(observed);
        for (String key : new TreeSet<>(custom.keySet())) {
            if (isCustom && key.endsWith(SERVER) && !key.equals(KEY)) {
                blocks.addAll(readCustom(key, text(custom, key)));
            }
        }
        return Optional.of(new CoreDnsConfig(
                object.get(),
                corefile.before() + corefile.after(),
                corefile.own(),
                text(custom, KEY),
                blocks,
                isCustom));
    }

    /** Fairlead's texts in the configuration, even if the rest cannot be parsed. */
    static Stream<String> own(Observed observed) {
        String corefile;
        try {
            corefile = marked(observed.find(ref())
                            .flatMap(object -> object.body().text("data", COREFILE))
                            .orElse(""))
                    .own();
        } catch (Corefile.Refused e) {
            corefile = "";
        }
        return Stream.of(corefile, text(custom(observed), KEY));
    }

    /** Fairlead's text in the place that CoreDNS reads. */
    String live() {
        return isCustom ? inCustom : inCorefile;
    }

    /** Fairlead's text in either place. */
    String anywhere() {
        return live().isEmpty() ? inCorefile + inCustom : live();
    }

    /** Everything around Fairlead's text. If it changes, a text that failed before may work. */
    String surroundings() {
        return isCustom + "\n" + foreign + blocks;
    }

    /** The steps that put {@code text} in the place that CoreDNS reads, and remove it from the other. */
    List<Step> write(String text, Path part, String reason) {
        List<Step> steps = new ArrayList<>();
        String corefile = isCustom ? "" : text;
        if (!inCorefile.equals(corefile)) {
            Fields data = new Fields(Map.of("data", Map.of(COREFILE, withOwn(corefile))));
            steps.add(new Step.Patch(ref(), object.resourceVersion(), data, part, reason));
        }
        String custom = isCustom ? text : "";
        if (!inCustom.equals(custom)) {
            Map<String, Object> data = custom.isEmpty() ? Map.of() : Map.of(KEY, custom);
            Manifest manifest = Manifest.of(customRef(), Map.of(), Map.of("data", data));
            steps.add(new Step.Apply(manifest, false, part, reason));
        }
        return steps;
    }

    /**
     * Why {@code text} conflicts with the rest: CoreDNS would refuse it, or no longer answer the cluster's own names;
     * empty if there is no conflict.
     */
    Optional<String> clash(String text) throws Corefile.Refused {
        for (Corefile.Block own : Corefile.read(text).blocks()) {
            for (String zone : own.zones()) {
                for (Corefile.Block other : blocks) {
                    if (other.zones().contains(zone)) {
                        return Optional.of("zone " + zone + " is answered already by the server block "
                                + String.join(" ", other.keys()) + " of CoreDNS");
                    }
                    Optional<String> clusters = other.arguments("kubernetes").stream()
                            .flatMap(List::stream)
                            .filter(cluster -> Dns.isWithin(cluster, zone) || Dns.isWithin(zone, cluster))
                            .findFirst();
                    if (clusters.isPresent()) {
                        return Optional.of(
                                "zone " + zone + " would take names from the cluster's own zone " + clusters.get());
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The Corefile with {@code text} between the markers; without markers if the text is empty. */
    private String withOwn(String text) {
        return text.isEmpty() ? foreign : foreign + "\n" + BEGIN + "\n" + text + END + "\n";
    }

    private static Map<String, Object> custom(Observed observed) {
        return observed.find(customRef())
                .map(object -> object.body().at("data").map())
                .orElse(Map.of());
    }

    private static String text(Map<String, Object> data, String key) {
        return data.getOrDefault(key, "").toString();
    }

    private static List<Corefile.Block> readCustom(String key, String text) throws Corefile.Refused {
        try {
            return Corefile.read(text).blocks();
        } catch (Corefile.Refused e) {
            throw new Corefile.Refused(customRef() + " key " + key + ", " + e.getMessage());
        }
    }

    /**
     * Whether the path of an import matches the key in the folder {@code custom}, where AKS and k3s mount the
     * ConfigMap.
     */
    private static boolean imports(String path) {
        int slash = path.lastIndexOf('/');
        String folder = slash < 0 ? "" : path.substring(0, slash);
        String pattern = Stream.of(path.substring(slash + 1).split("\\*+", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
        return (folder.equals("custom") || folder.endsWith("/custom")) && KEY.matches(pattern);
    }

    /** Separates Fairlead's text from the rest. The line break before the first marker is Fairlead's too. */
    private static Marked marked(String text) throws Corefile.Refused {
        int begin = mark(text, BEGIN);
        int end = mark(text, END);
        if (begin < 0 && end < 0) {
            return new Marked("", text, "");
        }
        int own = begin + BEGIN.length() + 1;
        if (begin < 0 || end < own) {
            throw new Corefile.Refused(ref() + " has one of the lines '" + BEGIN + "' and '" + END
                    + "' without the other; remove them and what was between them");
        }
        int before = begin > 0 ? begin - 1 : begin;
        int after = Math.min(text.length(), end + END.length() + 1);
        return new Marked(text.substring(own, end), text.substring(0, before), text.substring(after));
    }

    /** The position of the single line {@code mark}; -1 if there is none. */
    private static int mark(String text, String mark) throws Corefile.Refused {
        int found = -1;
        for (int at = 0; at <= text.length(); ) {
            int end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end;
            if (text.substring(at, end).equals(mark)) {
                if (found >= 0) {
                    throw new Corefile.Refused(ref() + " has the line '" + mark + "' twice; remove one, and its block");
                }
                found = at;
            }
            at = end + 1;
        }
        return found;
    }
}
