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
 * @param leftOut the name of its container, where that one is left out; empty for the container of the tier
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
     * The port of the tier's container that a Service or a probe means. A number means it too where no container names it.
     *
     * @param ports those of all containers, the tier's first
     */
    static Optional<String> number(List<ContainerPort> ports, String nameOrNumber) {
        Optional<ContainerPort> named = find(ports, nameOrNumber);
        if (named.isEmpty() && isNumber(nameOrNumber)) {
            return Optional.of(nameOrNumber);
        }
        return named.filter(port -> port.leftOut().isEmpty()).map(port -> Long.toString(port.number()));
    }

    /** Why there is no such port. */
    static String absent(List<ContainerPort> ports, String nameOrNumber) {
        return find(ports, nameOrNumber)
                .map(port -> "it leads to the container " + port.leftOut() + ", which is left out")
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
