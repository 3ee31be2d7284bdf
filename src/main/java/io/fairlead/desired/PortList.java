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
    private static final int MOST_DIGITS = 5;
    private static final Pattern ENTRY = Pattern.compile(
            "(?:(?<name>[^=]*)=)?\\s*(?<port>\\d++)\\s*(?::\\s*(?<target>\\d++)\\s*)?(?:/\\s*(?<protocol>(?i)TCP|UDP))?");

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
        String targetText = matcher.group("target");
        int number = number(matcher.group("port"));
        int target = targetText == null ? number : number(targetText);
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
        return Optional.of(new Port(name, number, target, protocol));
    }

    /** The value of the digits, or a number that is no port if it is too large. */
    private static int number(String digits) {
        String significant = digits.replaceFirst("^0+(?=.)", "");
        return significant.length() > MOST_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(significant);
    }

    private static boolean isPort(int number) {
        return number >= 1 && number <= HIGHEST;
    }

    private boolean inRange(String entry, int number, int target) {
        if (isPort(number) && isPort(target)) {
            return true;
        }
        problems.add(
                path,
                Code.OutOfRange,
                (isPort(number) ? "The target in " : "The port in ") + quoted(entry)
                        + " is no port number; give one from 1 to " + HIGHEST + ".");
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
