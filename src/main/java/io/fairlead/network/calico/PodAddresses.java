package io.fairlead.network.calico;

import io.fairlead.address.Address;
import io.fairlead.address.AddressRange;
import io.fairlead.model.Fields;
import io.fairlead.model.Labels;
import io.fairlead.model.LiveObject;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The pods and the nodes' blocks that use addresses of a network.
 *
 * @param observed the cluster; all its pods must be readable
 * @param cidr the network
 * @param pods every pod with an address in it; a pod that has ended has none
 */
record PodAddresses(Observed observed, AddressRange cidr, List<LiveObject> pods) {

    /** Finds the pods that have an address in {@code cidr}. */
    static PodAddresses of(Observed observed, AddressRange cidr) {
        return new PodAddresses(
                observed,
                cidr,
                live(observed)
                        .filter(pod -> addresses(pod).anyMatch(cidr::contains))
                        .toList());
    }

    /** The pods that may get an address soon: scheduled to a node, and still without one. */
    List<LiveObject> starting() {
        return live(observed)
                .filter(pod -> addresses(pod).findAny().isEmpty())
                .filter(PodAddresses::isScheduled)
                .toList();
    }

    /** The pods that do not belong to Fairlead's Deployments. Fairlead never restarts them. */
    List<LiveObject> foreignPods() {
        return pods.stream().filter(pod -> deployment(pod).isEmpty()).toList();
    }

    /** The pods without a controller, which nothing would recreate. */
    List<LiveObject> barePods() {
        return pods.stream()
                .filter(pod -> pod.body().each("metadata", "ownerReferences").stream()
                        .noneMatch(owner -> owner.isTrue("controller")))
                .toList();
    }

    /** Fairlead's Deployments that have a pod in the network. */
    List<LiveObject> deployments() {
        return pods.stream()
                .flatMap(pod -> deployment(pod).stream())
                .distinct()
                .sorted((one, other) -> one.ref().compareTo(other.ref()))
                .toList();
    }

    /** The pods of one of Fairlead's Deployments. */
    List<LiveObject> pods(LiveObject deployment) {
        return pods.stream()
                .filter(pod -> deployment(pod).equals(Optional.of(deployment)))
                .toList();
    }

    /**
     * The blocks of the network that Calico has given to nodes, for example {@code 172.27.1.0/26 of node-a}. A block
     * exists before the first pod gets an address from it, and after the last one is gone.
     */
    List<String> blocks() {
        Stream<Optional<String>> affinities = observed.stream("BlockAffinity")
                .map(affinity -> block(affinity, affinity.body().text("spec", "node")));
        Stream<Optional<String>> blocks = observed.stream("IPAMBlock")
                .map(block -> block(
                        block, block.body().text("spec", "affinity").map(node -> node.replaceFirst("^host:", ""))));
        return Stream.concat(affinities, blocks)
                .flatMap(Optional::stream)
                .distinct()
                .sorted()
                .toList();
    }

    private Optional<String> block(LiveObject object, Optional<String> node) {
        return object.body()
                .text("spec", "cidr")
                .filter(text -> AddressRange.parse(text).filter(cidr::overlaps).isPresent())
                .map(text -> text + node.map(name -> " of " + name).orElse(""));
    }

    private static Stream<LiveObject> live(Observed observed) {
        return observed.stream("Pod")
                .filter(pod -> pod.body()
                        .text("status", "phase")
                        .filter(phase -> phase.equals("Succeeded") || phase.equals("Failed"))
                        .isEmpty());
    }

    private static Stream<Address> addresses(LiveObject pod) {
        return Stream.concat(
                        pod.body().text("status", "podIP").stream(),
                        pod.body().each("status", "podIPs").stream().flatMap(entry -> entry.text("ip").stream()))
                .flatMap(text -> Address.parse(text).stream());
    }

    private static boolean isScheduled(LiveObject pod) {
        return pod.body().each("status", "conditions").stream()
                .anyMatch(condition -> is(condition, "type", "PodScheduled") && is(condition, "status", "True"));
    }

    private static boolean is(Fields condition, String key, String value) {
        return condition.text(key).filter(value::equals).isPresent();
    }

    private Optional<LiveObject> deployment(LiveObject pod) {
        return Optional.of(pod)
                .filter(LiveObject::isFairleads)
                .flatMap(own -> own.label(Labels.NAME.key()))
                .flatMap(name -> observed.find(ObjectRef.deployment(pod.ref().namespace(), name)));
    }
}
