package io.fairlead.convert;

import java.util.List;
import java.util.Optional;

/**
 * A port that a container of the source names. Naming one opens nothing.
 *
 * @param at where it stands
 * @param name its name, empty where it has none
 * @param number the port
 * @param protocol TCP, UDP or SCTP
 */
record ContainerPort(Taken at, String name, long number, String protocol) {

    static Optional<ContainerPort> of(Taken port) {
        String name = port.text("name").orElse("");
        String protocol = port.text("protocol").orElse("TCP");
        return port.whole("containerPort").map(number -> new ContainerPort(port, name, number, protocol));
    }

    /** The port that a Service or a probe means by a name or a number. */
    static Optional<String> number(List<ContainerPort> ports, String nameOrNumber) {
        return nameOrNumber.chars().allMatch(Character::isDigit)
                ? Optional.of(nameOrNumber)
                : ports.stream()
                        .filter(port -> port.name().equals(nameOrNumber))
                        .map(port -> Long.toString(port.number()))
                        .findFirst();
    }
}
