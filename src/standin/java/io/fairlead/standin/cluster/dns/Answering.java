package io.fairlead.standin.cluster.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TTL;
import org.xbill.DNS.Type;

/**
 * What CoreDNS answers with a Corefile: its plugins {@code template}, {@code kubernetes} (the names of Services) and
 * {@code forward}; the other plugins change no answer here.
 *
 * @param blocks the server blocks of the Corefile
 * @param services the cluster IP of each Service by {@code name.namespace}
 */
record Answering(List<ServerBlock> blocks, Map<String, List<InetAddress>> services) {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String CLUSTER = "cluster.local.";
    private static final int TTL_OF_SERVICES = 30;
    private static final String SOA_OF_SERVICES =
            CLUSTER + " 30 IN SOA ns.dns." + CLUSTER + " hostmaster." + CLUSTER + " 1 7200 1800 86400 30";

    /** The answer to a query. */
    Message answer(Message query) throws IOException {
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        if (query.getHeader().getFlag(Flags.RD)) {
            answer.getHeader().setFlag(Flags.RD);
        }
        Record question = query.getQuestion();
        if (question == null) {
            answer.getHeader().setRcode(Rcode.FORMERR);
            return answer;
        }
        answer.addRecord(question, Section.QUESTION);
        String name = question.getName().toString().toLowerCase(Locale.ROOT);
        Optional<ServerBlock> block = blocks.stream()
                .filter(one -> zone(one, name) >= 0)
                .max(Comparator.comparingInt(one -> zone(one, name)));
        if (block.isEmpty()) {
            answer.getHeader().setRcode(Rcode.REFUSED);
            return answer;
        }
        answer.getHeader().setFlag(Flags.AA);
        for (ServerBlock.Plugin template : plugins(block.get(), "template")) {
            if (byTemplate(template, name, question.getType(), answer)) {
                return answer;
            }
        }
        if (!plugins(block.get(), "kubernetes").isEmpty() && isIn(name, CLUSTER)) {
            byService(name, question, answer);
            return answer;
        }
        List<ServerBlock.Plugin> forwards = plugins(block.get(), "forward");
        return forwards.isEmpty() ? failed(answer) : forwarded(forwards.get(0), query, answer);
    }

    /** The length of the zone of a block that a name lies in; negative if it lies in none. */
    private static int zone(ServerBlock block, String name) {
        return block.zones().stream()
                .filter(zone -> isIn(name, zone))
                .mapToInt(String::length)
                .max()
                .orElse(-1);
    }

    private static boolean isIn(String name, String zone) {
        return zone.equals(".") || name.equals(zone) || name.endsWith("." + zone);
    }

    private static List<ServerBlock.Plugin> plugins(ServerBlock block, String name) {
        return block.plugins().stream()
                .filter(plugin -> plugin.name().equals(name))
                .toList();
    }

    /** {@code template CLASS TYPE [ZONE...] { match; answer; authority; rcode; fallthrough }}; whether it has answered. */
    private static boolean byTemplate(ServerBlock.Plugin template, String name, int type, Message answer)
            throws IOException {
        String wanted = template.words().get(2);
        boolean applies = (wanted.equals("ANY") || Type.value(wanted) == type)
                && (template.words().size() == 3
                        || template.words().stream().skip(3).anyMatch(zone -> isIn(name, zone + ".")));
        if (!applies) {
            return false;
        }
        List<String> matches = template.arguments("match");
        if (!matches.isEmpty()
                && matches.stream()
                        .noneMatch(match -> Pattern.compile(match).matcher(name).find())) {
            if (template.lines().stream().anyMatch(line -> line.get(0).equals("fallthrough"))) {
                return false;
            }
            answer.getHeader().setRcode(Rcode.NXDOMAIN);
            return true;
        }
        for (String text : template.arguments("answer")) {
            answer.addRecord(parsed(text.replace("{{ .Name }}", name)), Section.ANSWER);
        }
        for (String text : template.arguments("authority")) {
            answer.addRecord(parsed(text.replace("{{ .Name }}", name)), Section.AUTHORITY);
        }
        template.arguments("rcode").forEach(code -> answer.getHeader().setRcode(Rcode.value(code)));
        return true;
    }

    /** {@code shop.edge.local. 30 IN A 192.0.2.1} */
    private static Record parsed(String text) throws IOException {
        String[] parts = text.split("\\s+", 5);
        return Record.fromString(
                Name.fromString(parts[0], Name.root),
                Type.value(parts[3]),
                DClass.value(parts[2]),
                TTL.parse(parts[1], false),
                parts[4],
                Name.root);
    }

    private void byService(String name, Record question, Message answer) throws IOException {
        List<InetAddress> found = services.get(name.replace(".svc." + CLUSTER, ""));
        if (found == null) {
            answer.getHeader().setRcode(Rcode.NXDOMAIN);
            answer.addRecord(parsed(SOA_OF_SERVICES), Section.AUTHORITY);
            return;
        }
        int length = question.getType() == Type.AAAA ? 16 : 4;
        for (InetAddress address : found) {
            boolean isAsked = (question.getType() == Type.A || question.getType() == Type.AAAA)
                    && address.getAddress().length == length;
            if (isAsked) {
                answer.addRecord(
                        Record.fromString(
                                question.getName(),
                                question.getType(),
                                DClass.IN,
                                TTL_OF_SERVICES,
                                address.getHostAddress(),
                                Name.root),
                        Section.ANSWER);
            }
        }
    }

    /** {@code forward FROM TO...}: the first server is asked. */
    private static Message forwarded(ServerBlock.Plugin forward, Message query, Message failing) {
        try {
            SimpleResolver server = new SimpleResolver(forward.words().get(2));
            server.setTimeout(PATIENCE);
            Message answer = server.send(query);
            answer.getHeader().setID(query.getHeader().getID());
            return answer;
        } catch (IOException away) {
            return failed(failing);
        }
    }

    private static Message failed(Message answer) {
        answer.getHeader().unsetFlag(Flags.AA);
        answer.getHeader().setRcode(Rcode.SERVFAIL);
        return answer;
    }
}
