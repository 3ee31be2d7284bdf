package io.fairlead.desired;

import static io.fairlead.desired.Problems.quoted;

import io.fairlead.model.Code;
import io.fairlead.model.Port;
import io.fairlead.model.Protocol;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ports of a tier as the twin spells them: {@code [name=]port[:target][/TCP|UDP], …}. */
final class PortList {

    private static final int HIGHEST = 65535;
    private static final Pattern ENTRY = Pattern.compile(
            "(?:(?<name>[^=]*)=)?\\s*(?<port>\\d{1,18})\\s*(?::\\s*(?<target>\\d{1,18})\\s*)?(?:/\\s*(?<protocol>(?i)TCP|UDP))?");

    private final String path;
    private final Problems problems;
    private final Set<String> numbers = new HashSet<>();
    private final Set<String> names = new HashSet<>();

    PortList(String path, Problems problems) {
        this.path = path;
        this.problems = problems;
    }

    /** The ports of the entries that have no problem. */
    List<Port> parse(List<String> entries) {
        List<Port> ports = new ArrayList<>();
        for (String entry : entries) {
            parse(entry).ifPresent(ports::add);
        }
        return ports;
    }

    private Optional<Port> parse(String entry) {
        Matcher matcher = ENTRY.matcher(entry);
        if (!matcher.matches()) {
            problems.add(
                    path,
                    Code.BadPort,
                    quoted(entry) + " is not a port; write [name=]port[:target][/TCP|UDP], such as http=80:8080.");
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group("port"));
        String targetText = matcher.group("target");
        long target = targetText == null ? number : Long.parseLong(targetText);
        String protocolText = matcher.group("protocol");
        Protocol protocol =
                protocolText == null ? Protocol.TCP : Protocol.valueOf(protocolText.toUpperCase(Locale.ROOT));
        String given = matcher.group("name");
        String name = given == null ? protocol.name().toLowerCase(Locale.ROOT) + "-" + number : given.strip();
        boolean inRange = inRange(entry, number, target);
        boolean named = given == null || named(entry, name);
        if (!inRange || !named) {
            return Optional.empty();
        }
        duplicates(entry, number + "/" + protocol, name);
        return Optional.of(new Port(name, (int) number, (int) target, protocol));
    }

    private boolean inRange(String entry, long number, long target) {
        long wrong = number < 1 || number > HIGHEST ? number : target;
        if (wrong >= 1 && wrong <= HIGHEST) {
            return true;
        }
        problems.add(
                path,
                Code.OutOfRange,
                wrong + " in " + quoted(entry) + " is no port number; give one from 1 to " + HIGHEST + ".");
        return false;
    }

    private boolean named(String entry, String name) {
        if (NameRule.PORT.allows(name)) {
            return true;
        }
        problems.add(
                path,
                Code.BadName,
                quoted(name) + " in " + quoted(entry) + " is not a port's name; use " + NameRule.PORT.told() + ".");
        return false;
    }

    private void duplicates(String entry, String number, String name) {
        if (!numbers.add(number)) {
            problems.add(
                    path, Code.DuplicatePort, number + " of " + quoted(entry) + " is in the list twice; keep one.");
        } else if (!names.add(name)) {
            problems.add(
                    path, Code.DuplicatePort, "Two ports of the list are called " + quoted(name) + "; rename one.");
        }
    }
}
