package io.fairlead.network.coredns;

import io.fairlead.address.Address;
import io.fairlead.model.Digest;
import io.fairlead.model.Dns;
import io.fairlead.model.DnsForward;
import io.fairlead.model.DnsRecord;
import io.fairlead.model.NameQuestion;
import io.fairlead.model.TierId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Fairlead's server blocks for CoreDNS: one for its zone, and one for each zone that is forwarded.
 *
 * <p>The zone uses the plugin {@code template}, the only one that needs no file and answers NXDOMAIN for unknown names;
 * {@code hosts} would fail there. One more name, the mark {@code fairlead-<digest of the text>}, is answered with
 * 127.0.0.1. If CoreDNS answers it, it has loaded exactly this text.
 *
 * @see <a href="https://coredns.io/plugins/template/">template</a>
 */
final class DnsText {

    private static final String MARK = "127.0.0.1";
    private static final String MARK_NAME = "fairlead-";

    /**
     * The SOA record of the zone. Its last number is how long resolvers may cache that a name does not exist, in
     * seconds.
     */
    private static final String SOA = "%1$s. 30 IN SOA ns.%1$s. fairlead.%1$s. 1 7200 1800 86400 30";

    private final String zone;
    private final int ttl;
    private final SortedMap<String, SortedSet<String>> records = new TreeMap<>();

    private DnsText(Dns dns, SortedMap<TierId, Address> addresses) {
        zone = dns.zone();
        ttl = dns.ttl();
        for (DnsRecord record : dns.records().values()) {
            address(record, addresses)
                    .ifPresent(address -> records.computeIfAbsent(name(dns, record), any -> new TreeSet<>())
                            .add(type(address) + " " + address));
        }
    }

    /** The text for these names, without tiers that have no address. */
    static String of(Dns dns, SortedMap<TierId, Address> addresses) {
        return of(dns, addresses, "");
    }

    /** The same text with another mark: a change that CoreDNS sees if it missed the first one. */
    static String again(Dns dns, SortedMap<TierId, Address> addresses) {
        return of(dns, addresses, "again");
    }

    private static String of(Dns dns, SortedMap<TierId, Address> addresses, String attempt) {
        DnsText text = new DnsText(dns, addresses);
        String forwards = dns.forward().values().stream().map(DnsText::forward).collect(Collectors.joining());
        String digest = Digest.of(text.zone("") + forwards + attempt).hex();
        return text.zone(MARK_NAME + digest + "." + dns.zone()) + forwards;
    }

    /** The full name of a record. */
    static String name(Dns dns, DnsRecord record) {
        return record.name() + "." + dns.zone();
    }

    /** The current address of a record: its own, or that of its tier. */
    static Optional<Address> address(DnsRecord record, Map<TierId, Address> addresses) {
        return record.address().or(() -> record.tier().flatMap(tier -> Optional.ofNullable(addresses.get(tier))));
    }

    /** The question that shows whether a record is answered. */
    static NameQuestion question(String name, Address address) {
        return new NameQuestion(name, type(address), address.toString());
    }

    /** The question that shows whether a zone is forwarded to servers that answer. */
    static NameQuestion question(DnsForward forward) {
        return new NameQuestion(forward.zone(), "SOA", "");
    }

    /**
     * Every question that CoreDNS must answer with a text of this class; empty if the text cannot be parsed. Others may
     * have edited the text, so any content is accepted.
     */
    static Set<NameQuestion> questions(String text) {
        Set<NameQuestion> questions = new LinkedHashSet<>();
        try {
            for (Corefile.Block block : Corefile.read(text).blocks()) {
                if (!block.arguments("forward").isEmpty()) {
                    block.zones().stream()
                            .filter(zone -> !zone.isEmpty())
                            .findFirst()
                            .ifPresent(zone -> questions.add(new NameQuestion(zone, "SOA", "")));
                }
                block.plugins().stream()
                        .filter(words -> words.get(0).equals("template"))
                        .forEach(words -> questions(words, questions));
            }
        } catch (Corefile.Refused somebodyElsesChange) {
            return Set.of();
        }
        return questions;
    }

    /** Whether a question asks for the mark of a text. */
    static boolean isMark(NameQuestion question) {
        return question.name().startsWith(MARK_NAME) && question.expected().equals(MARK);
    }

    private static void questions(List<String> template, Set<NameQuestion> questions) {
        int match = template.indexOf("match");
        String type = template.size() > 2 ? template.get(2) : "";
        if (match < 0 || match + 1 >= template.size() || !(type.equals("A") || type.equals("AAAA"))) {
            return;
        }
        String name = template.get(match + 1).replaceAll("[\\^$\\\\]", "").replaceAll("\\.$", "");
        for (int at = match; at < template.size() - 1; at++) {
            if (template.get(at).equals("answer")) {
                String answer = template.get(at + 1);
                questions.add(new NameQuestion(name, type, answer.substring(answer.lastIndexOf(' ') + 1)));
            }
        }
    }

    private String zone(String mark) {
        StringBuilder text = new StringBuilder();
        text.append(zone).append(":53 {\n    errors\n");
        SortedSet<String> known = new TreeSet<>(Set.of(zone));
        if (!mark.isEmpty()) {
            answer(text, mark, "A", List.of("0 IN A " + MARK));
            known.add(mark);
        }
        records.forEach((name, addresses) -> {
            for (String type : List.of("A", "AAAA")) {
                List<String> answers = addresses.stream()
                        .filter(address -> address.startsWith(type + " "))
                        .map(address -> ttl + " IN " + address)
                        .toList();
                if (!answers.isEmpty()) {
                    answer(text, name, type, answers);
                }
            }
            for (String at = name; at.length() > zone.length(); at = at.substring(at.indexOf('.') + 1)) {
                known.add(at);
            }
        });
        answer(text, zone, "SOA", List.of(SOA.formatted(zone).split(" ", 2)[1]));
        template(
                text,
                "ANY ANY",
                List.of(
                        "match \"^(" + known.stream().map(DnsText::quoted).collect(Collectors.joining("|")) + ")\\.$\"",
                        authority(),
                        "fallthrough"));
        template(text, "ANY ANY", List.of("rcode NXDOMAIN", authority()));
        return text.append("}\n").toString();
    }

    private String authority() {
        return "authority \"" + SOA.formatted(zone) + "\"";
    }

    private void answer(StringBuilder text, String name, String type, List<String> answers) {
        List<String> lines = new ArrayList<>(List.of("match \"^" + quoted(name) + "\\.$\""));
        answers.forEach(answer -> lines.add("answer \"{{ .Name }} " + answer + "\""));
        lines.add("fallthrough");
        template(text, "IN " + type, lines);
    }

    private void template(StringBuilder text, String what, List<String> lines) {
        text.append("    template ").append(what).append(' ').append(zone).append(" {\n");
        lines.forEach(line -> text.append("        ").append(line).append('\n'));
        text.append("    }\n");
    }

    private static String forward(DnsForward forward) {
        return forward.zone() + ":53 {\n    errors\n    cache 30\n    forward . "
                + forward.servers().stream().map(Address::toString).collect(Collectors.joining(" ")) + "\n}\n";
    }

    private static String type(Address address) {
        return address.isIpv4() ? "A" : "AAAA";
    }

    private static String quoted(String name) {
        return name.replace(".", "\\.");
    }
}
