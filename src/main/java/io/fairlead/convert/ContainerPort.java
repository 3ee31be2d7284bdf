package io.fairlead.convert;

import java.util.List;
import java.util.Optional;

/**
 * A port that a container of the source declares. Declaring a port does not open it.
 *
 * @param at its origin
 * @param name its name, empty if it has none
 * @param number the port
 * @param protocol TCP, UDP or SCTP
 * @param leftOut the name of its container if that container is left out; empty for the tier's container
 */
record ContainerPort(Taken at, String name, long number, String protocol, String leftOut) {

    static Optional<ContainerPort> of(Taken port, String leftOut) {
        String name = port.text("name").orElse("");
        String protocol = port.text("protocol").orElse("TCP");
        return port.whole("containerPort").map(number -> new ContainerPort(port, name, number, protocol, leftOut));
    }

    static List<ContainerPort> in(Taken container, String leftOut) {
        return container.objects("ports").stream()
                .flatMap(port -> of(port, leftOut).stream())
                .toList();
    }

    /**
     * The port of the tier's container that a Service or a probe refers to. A number that no container declares refers to
     * the tier's container too.
     *
     * @param ports the ports of all containers, the tier's first
     */
    static Optional<String> number(List<ContainerPort> ports, String nameOrNumber) {
        Optional<ContainerPort> named = find(ports, nameOrNumber);
        if (named.isEmpty() && isNumber(nameOrNumber)) {
            return Optional.of(nameOrNumber);
        }
        return named.filter(port -> port.leftOut().isEmpty()).map(port -> Long.toString(port.number()));
    }

    /** Why the port was not found. */
    static String absent(List<ContainerPort> ports, String nameOrNumber) {
        return find(ports, nameOrNumber)
                .map(port -> "it targets the container " + port.leftOut() + ", which is left out")
                .orElse("no port of the container is called " + nameOrNumber);
    }

    private static Optional<ContainerPort> find(List<ContainerPort> ports, String nameOrNumber) {
        return ports.stream()
                .filter(port -> isNumber(nameOrNumber)
                        ? Long.toString(port.number()).equals(nameOrNumber)
                        : port.name().equals(nameOrNumber))
                .findFirst();
    }

    private static boolean isNumber(String nameOrNumber) {
        return nameOrNumber.chars().allMatch(Character::isDigit);
    }
}
