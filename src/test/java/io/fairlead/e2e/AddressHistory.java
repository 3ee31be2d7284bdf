package io.fairlead.e2e;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every address that each Service of some namespaces ever had, as a watch saw it, and how many were on the way at once. */
final class AddressHistory implements AutoCloseable {

    private final SortedMap<String, List<String>> addresses = new TreeMap<>();
    private final Map<String, Boolean> onTheWay = new TreeMap<>();
    private final List<Watch> watches = new ArrayList<>();
    private int mostOnTheWay;
    private int changes;
    private Optional<String> broken = Optional.empty();

    AddressHistory(KubernetesClient admin, String... namespaces) {
        for (String namespace : namespaces) {
            watches.add(admin.services().inNamespace(namespace).watch(new Watcher<>() {
                @Override
                public void eventReceived(Action action, Service service) {
                    take(action, service);
                }

                @Override
                public void onClose(WatcherException cause) {
                    fail(String.valueOf(cause));
                }
            }));
        }
    }

    private synchronized void fail(String why) {
        broken = Optional.of(why);
    }

    private synchronized void take(Watcher.Action action, Service service) {
        String name = service.getMetadata().getName();
        if (action == Watcher.Action.DELETED) {
            addresses.remove(name);
            onTheWay.remove(name);
            return;
        }
        String has = has(service);
        List<String> known = addresses.computeIfAbsent(name, any -> new ArrayList<>());
        if (known.isEmpty() || !known.getLast().equals(has)) {
            known.add(has);
            changes++;
        }
        String asks = asks(service);
        onTheWay.put(name, !asks.isEmpty() && !asks.equals(has));
        mostOnTheWay = Math.max(mostOnTheWay, (int)
                onTheWay.values().stream().filter(moving -> moving).count());
    }

    /** The address that it has, empty where it has none. */
    private static String has(Service service) {
        return Optional.ofNullable(service.getStatus())
                .map(status -> status.getLoadBalancer())
                .map(balancer -> balancer.getIngress())
                .filter(ingress -> !ingress.isEmpty())
                .map(ingress -> ingress.get(0).getIp())
                .orElse("");
    }

    private static String asks(Service service) {
        Map<String, String> annotations =
                Optional.ofNullable(service.getMetadata().getAnnotations()).orElse(Map.of());
        return annotations.getOrDefault(
                "metallb.io/loadBalancerIPs",
                Optional.ofNullable(service.getSpec().getLoadBalancerIP()).orElse(""));
    }

    /** What each Service had since the last {@link #begin}, the first of it included. */
    synchronized SortedMap<String, List<String>> since() {
        if (broken.isPresent()) {
            throw new IllegalStateException("the watch ended: " + broken.get());
        }
        SortedMap<String, List<String>> copy = new TreeMap<>();
        addresses.forEach((name, had) -> copy.put(name, List.copyOf(had)));
        return copy;
    }

    /** Forgets all but what each Service has now. */
    synchronized void begin() {
        addresses.replaceAll((name, had) -> new ArrayList<>(List.of(had.getLast())));
        mostOnTheWay = 0;
    }

    /** The most Services at any moment that asked for another address than they had. */
    synchronized int mostOnTheWay() {
        return mostOnTheWay;
    }

    /** How often an address changed so far. */
    synchronized int changes() {
        return changes;
    }

    @Override
    public void close() {
        watches.forEach(Watch::close);
    }
}
