package io.fairlead.app;

import io.fairlead.address.Address;
import io.fairlead.cli.Installation;
import io.fairlead.hub.HubSettings;
import io.fairlead.kube.KubeOptions;
import io.fairlead.loop.Deadlines;
import io.fairlead.model.Platform;
import io.fairlead.model.SystemNamespace;
import io.fairlead.page.Exposure;
import io.fairlead.plan.target.Registries;
import io.fairlead.plan.target.Scope;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings of the module. They come with the deployment, and the twin cannot change them.
 *
 * @param moduleNamespace {@code FAIRLEAD_NAMESPACE}: the namespace of the ledger; default {@code fairlead}
 * @param appsNamespace {@code FAIRLEAD_APPS_NAMESPACE}: the namespace of the apps that name none; default
 *     {@code fairlead-apps}
 * @param moreNamespaces {@code FAIRLEAD_APPS_NAMESPACES}: further namespaces that an app may name, separated by commas, at
 *     most 10; default none
 * @param metalLbNamespace {@code FAIRLEAD_METALLB_NAMESPACE}: MetalLB's namespace; default {@code metallb-system}
 * @param registries {@code FAIRLEAD_REGISTRIES}: the allowed registries of images, separated by commas; default any
 * @param kubeconfig {@code KUBECONFIG}: path of a kubeconfig; without it the pod's service account is used
 * @param twinReread {@code FAIRLEAD_TWIN_REREAD_SECONDS}: how often the twin is read again; 30–86400, default 600
 * @param deadlines how long a change may keep a tier from being Ready before it is undone: a changed network part {@code
 *     FAIRLEAD_NETWORK_OUTAGE_SECONDS}, 0–3600, 0 for ever, default 60; a new version of an app with {@code onFailure: rollBack}
 *     {@code FAIRLEAD_APP_DEADLINE_SECONDS}, 5–3600, default 60. And how long its checks must pass before it is Ready: {@code
 *     FAIRLEAD_READY_DELAY_MS}, 0–60000, default 1000, which is kube-proxy's default {@code minSyncPeriod}
 * @param dnsServer {@code FAIRLEAD_DNS_SERVER}: {@code address:port} of the server to query for the cluster's DNS; default
 *     port 53 of the cluster IP of the Service {@code kube-system/kube-dns}
 * @param dnsDeadline {@code FAIRLEAD_DNS_DEADLINE_SECONDS}: how long the cluster's DNS may take to answer added names before
 *     they are written once more, and after as long again removed; 5–3600, default 180
 * @param dnsForward {@code FAIRLEAD_DNS_FORWARD}: {@code allow}, or {@code forbid} to refuse {@code network.dns.forward};
 *     default {@code allow}
 * @param platform {@code FAIRLEAD_PLATFORM}: the kind of cluster, a name of {@link Platform}; default detected
 * @param hubProtocol {@code FAIRLEAD_HUB_PROTOCOL}: {@code mqtt}, or {@code mqtt-ws} over WebSockets; default {@code mqtt}
 * @param port {@code FAIRLEAD_PORT}: the port of metrics, probes and the page; 0–65535, 0 for any free port, default 9600
 * @param page {@code FAIRLEAD_PAGE}: who may see the page and {@code /api/}: {@code loopback}, {@code off} or {@code all};
 *     default {@code loopback}
 * @param reportInterval {@code FAIRLEAD_REPORT_INTERVAL_MS}: the least time between two reports; 100–60000, default 1000
 */
public record Settings(
        String moduleNamespace,
        String appsNamespace,
        Set<String> moreNamespaces,
        String metalLbNamespace,
        Registries registries,
        Optional<Path> kubeconfig,
        Duration twinReread,
        Deadlines deadlines,
        Optional<InetSocketAddress> dnsServer,
        Duration dnsDeadline,
        boolean dnsForward,
        Optional<Platform> platform,
        String hubProtocol,
        int port,
        Exposure page,
        Duration reportInterval) {

    /**
     * The most further namespaces. Each needs seven watches, each with its own connection to the device's API server, as
     * long as the module runs.
     */
    private static final int MOST_NAMESPACES = 10;

    private static final Pattern SERVER = Pattern.compile("\\[?([0-9a-fA-F.:]+?)]?:([0-9]{1,5})");

    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    /**
     * The settings of an environment. All errors are reported at once, in one {@link IllegalArgumentException} with a line
     * for each variable.
     */
    public static Settings from(Map<String, String> environment) {
        return from(new Reader(environment));
    }

    private static Settings from(Reader reader) {
        Settings settings = new Settings(
                reader.namespace("FAIRLEAD_NAMESPACE", "fairlead"),
                reader.namespace("FAIRLEAD_APPS_NAMESPACE", "fairlead-apps"),
                reader.namespaces("FAIRLEAD_APPS_NAMESPACES"),
                reader.namespace("FAIRLEAD_METALLB_NAMESPACE", "metallb-system"),
                reader.registries("FAIRLEAD_REGISTRIES"),
                reader.text("KUBECONFIG").map(Path::of),
                Duration.ofSeconds(reader.number("FAIRLEAD_TWIN_REREAD_SECONDS", 600, 30, 86_400)),
                new Deadlines(
                        Duration.ofSeconds(reader.number("FAIRLEAD_NETWORK_OUTAGE_SECONDS", 60, 0, 3_600)),
                        Duration.ofSeconds(reader.number("FAIRLEAD_APP_DEADLINE_SECONDS", 60, 5, 3_600)),
                        Duration.ofMillis(reader.number("FAIRLEAD_READY_DELAY_MS", 1000, 0, 60_000))),
                reader.server("FAIRLEAD_DNS_SERVER"),
                Duration.ofSeconds(reader.number("FAIRLEAD_DNS_DEADLINE_SECONDS", 180, 5, 3_600)),
                reader.choice("FAIRLEAD_DNS_FORWARD", "allow", "forbid").equals("allow"),
                reader.platform("FAIRLEAD_PLATFORM"),
                reader.choice(HubSettings.PROTOCOL, "mqtt", "mqtt-ws"),
                Math.toIntExact(reader.number("FAIRLEAD_PORT", 9600, 0, 65_535)),
                Exposure.valueOf(
                        reader.choice("FAIRLEAD_PAGE", "loopback", "off", "all").toUpperCase(Locale.ROOT)),
                Duration.ofMillis(reader.number("FAIRLEAD_REPORT_INTERVAL_MS", 1000, 100, 60_000)));
        Optional<String> unusedFile = reader.text("FAIRLEAD_CONNECTION_STRING_FILE");
        String unused = reader.choice(
                "FAIRLEAD_LOG_LEVEL", "INFO", "TRACE", "DEBUG", "WARN", "ERROR", "OFF"); // read by logback.xml
        reader.apart(settings);
        reader.unknown();
        if (!reader.problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", reader.problems));
        }
        return settings;
    }

    /** The cluster, and the namespaces that the module works in. */
    public Installation installation() {
        Scope scope =
                new Scope(appsNamespace, moreNamespaces, moduleNamespace, metalLbNamespace, registries, dnsForward);
        return new Installation(
                new KubeOptions(
                        kubeconfig,
                        scope.namespaces(),
                        moduleNamespace,
                        metalLbNamespace,
                        new KubeOptions.Names(dnsServer, dnsDeadline),
                        platform),
                scope);
    }

    /** The names of all variables. */
    static List<String> names() {
        Reader reader = new Reader(Map.of());
        Settings unused = from(reader);
        return List.copyOf(reader.known);
    }

    /** One line for each variable, with the value in force. None of them is a secret. */
    public String describe() {
        return "FAIRLEAD_NAMESPACE=" + moduleNamespace + " FAIRLEAD_APPS_NAMESPACE=" + appsNamespace
                + " FAIRLEAD_APPS_NAMESPACES="
                + (moreNamespaces.isEmpty() ? "(none)" : String.join(",", new TreeSet<>(moreNamespaces)))
                + " FAIRLEAD_METALLB_NAMESPACE=" + metalLbNamespace + " FAIRLEAD_REGISTRIES="
                + (registries.allowed().isEmpty() ? "(any)" : String.join(",", registries.allowed())) + " KUBECONFIG="
                + kubeconfig.map(Path::toString).orElse("(service account)") + " FAIRLEAD_TWIN_REREAD_SECONDS="
                + twinReread.toSeconds() + " FAIRLEAD_NETWORK_OUTAGE_SECONDS="
                + deadlines.network().toSeconds() + " FAIRLEAD_APP_DEADLINE_SECONDS="
                + deadlines.app().toSeconds() + " FAIRLEAD_READY_DELAY_MS="
                + deadlines.ready().toMillis()
                + " FAIRLEAD_DNS_SERVER="
                + dnsServer.map(InetSocketAddress::toString).orElse("(Service kube-dns)")
                + " FAIRLEAD_DNS_DEADLINE_SECONDS=" + dnsDeadline.toSeconds() + " FAIRLEAD_DNS_FORWARD="
                + (dnsForward ? "allow" : "forbid") + " FAIRLEAD_PLATFORM="
                + platform.map(Platform::name).orElse("auto") + " FAIRLEAD_HUB_PROTOCOL=" + hubProtocol
                + " FAIRLEAD_PORT=" + port + " FAIRLEAD_PAGE="
                + page.name().toLowerCase(Locale.ROOT) + " FAIRLEAD_REPORT_INTERVAL_MS="
                + reportInterval.toMillis();
    }

    private static final class Reader {
        private final Map<String, String> environment;
        private final List<String> known = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();

        private Reader(Map<String, String> environment) {
            this.environment = new TreeMap<>(environment);
        }

        private Optional<String> text(String name) {
            known.add(name);
            return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
        }

        private String namespace(String name, String otherwise) {
            String value = text(name).orElse(otherwise);
            isNamespace(name, value);
            return value;
        }

        private void isNamespace(String name, String value) {
            if (!NAMESPACE.matcher(value).matches()) {
                problems.add(
                        name + ": '" + value + "' is no name of a namespace; use lower-case letters, digits and '-'");
            }
        }

        private Set<String> namespaces(String name) {
            Set<String> values = list(name).collect(Collectors.toCollection(TreeSet::new));
            values.forEach(value -> isNamespace(name, value));
            if (values.size() > MOST_NAMESPACES) {
                problems.add(name + ": " + values.size() + " namespaces; give at most " + MOST_NAMESPACES);
            }
            return values;
        }

        /**
         * Checks that the namespaces of apps differ from the system's, MetalLB's and the ledger's, because an app's
         * ConfigMap could overwrite the ledger.
         */
        private void apart(Settings settings) {
            Set<String> others = Set.of(settings.moduleNamespace, settings.metalLbNamespace);
            apart("FAIRLEAD_APPS_NAMESPACE", settings.appsNamespace, others);
            settings.moreNamespaces.forEach(value -> apart("FAIRLEAD_APPS_NAMESPACES", value, others));
        }

        private void apart(String name, String value, Set<String> others) {
            if (SystemNamespace.has(value) || others.contains(value)) {
                problems.add(
                        name + ": '" + value
                                + "' is a namespace of the system, of MetalLB or of the module itself; give one for apps alone");
            }
        }

        private Stream<String> list(String name) {
            return text(name).stream()
                    .flatMap(list -> Stream.of(list.split(",", -1)))
                    .map(String::strip);
        }

        private Registries registries(String name) {
            try {
                return Registries.of(list(name).toList());
            } catch (IllegalArgumentException wrong) {
                problems.add(name + ": " + wrong.getMessage());
                return Registries.ANY;
            }
        }

        /** One of several words, ignoring case; the first is the default. */
        private String choice(String name, String... words) {
            String value = text(name).orElse(words[0]);
            Optional<String> chosen =
                    Stream.of(words).filter(value::equalsIgnoreCase).findFirst();
            if (chosen.isEmpty()) {
                problems.add(name + ": '" + value + "' is none of " + String.join(", ", words));
            }
            return chosen.orElse(words[0]);
        }

        private Optional<Platform> platform(String name) {
            String[] words = Stream.concat(
                            Stream.of("auto"), Stream.of(Platform.values()).map(Platform::name))
                    .toArray(String[]::new);
            String chosen = choice(name, words);
            return chosen.equals("auto") ? Optional.empty() : Optional.of(Platform.valueOf(chosen));
        }

        private Optional<InetSocketAddress> server(String name) {
            Optional<String> value = text(name);
            Optional<InetSocketAddress> server = value.flatMap(Reader::parsed);
            if (value.isPresent() && server.isEmpty()) {
                problems.add(name + ": '" + value.get() + "' is no address and port; give one such as 172.28.0.10:53");
            }
            return server;
        }

        private static Optional<InetSocketAddress> parsed(String text) {
            Matcher matcher = SERVER.matcher(text);
            return matcher.matches()
                    ? Address.parse(matcher.group(1))
                            .filter(address -> Integer.parseInt(matcher.group(2)) <= 65_535)
                            .map(address ->
                                    new InetSocketAddress(address.toString(), Integer.parseInt(matcher.group(2))))
                    : Optional.empty();
        }

        private long number(String name, long otherwise, long least, long most) {
            String value = text(name).orElse(Long.toString(otherwise));
            try {
                long number = Long.parseLong(value);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException notANumber) {
                // Reported below, with the range.
            }
            problems.add(name + ": '" + value + "' is not a whole number from " + least + " to " + most);
            return otherwise;
        }

        private void unknown() {
            environment.keySet().stream()
                    .filter(name -> name.startsWith("FAIRLEAD_") && !known.contains(name))
                    .filter(name -> !name.startsWith("FAIRLEAD_RIG"))
                    .forEach(name -> problems.add(name + ": no such setting; there are " + String.join(", ", known)));
        }
    }
}
