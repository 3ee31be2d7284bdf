package io.fairlead.rig;

import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands in for the scheduler and for the kubelets of all nodes: binds pods round-robin, says they run and are ready (or
 * fail, where told so or where a Secret is missing), removes those being deleted at once, and renews the nodes' leases.
 * No container is run. Everything is tried again until it works, so an API server that is away only delays it.
 */
public final class KubeletStandIn {

    private static final Logger LOG = LoggerFactory.getLogger(KubeletStandIn.class);
    private static final long RETRY_MS = 500;
    private static final long HEARTBEAT_SECONDS = 10;
    private static final long SECRETS_SECONDS = 1;
    private static final String LEASES = "kube-node-lease";

    private final KubernetesClient client;
    private final SharedIndexInformer<Pod> pods;
    private final SharedIndexInformer<Node> nodes;
    private final Map<String, PodFailure> failures = new ConcurrentHashMap<>();
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicInteger bound = new AtomicInteger();
    private final AtomicInteger address = new AtomicInteger();
    private volatile Function<Pod, Optional<String>> addresses = pod -> Optional.empty();
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("rig-kubelet").factory());

    private KubeletStandIn(KubernetesClient client) {
        this.client = client;
        this.pods = client.pods().inAnyNamespace().runnableInformer(0);
        this.nodes = client.nodes().runnableInformer(0);
    }

    static KubeletStandIn start(KubernetesClient client) {
        KubeletStandIn kubelet = new KubeletStandIn(client);
        kubelet.nodes.exceptionHandler((started, error) -> true);
        kubelet.pods.exceptionHandler((started, error) -> true).addEventHandler(new ResourceEventHandler<>() {
            @Override
            public void onAdd(Pod pod) {
                kubelet.look(pod);
            }

            @Override
            public void onUpdate(Pod before, Pod pod) {
                kubelet.look(pod);
            }

            @Override
            public void onDelete(Pod pod, boolean unknown) {}
        });
        kubelet.nodes.start();
        kubelet.pods.start();
        ScheduledFuture<?> unused = kubelet.worker.scheduleWithFixedDelay(
                kubelet::heartbeat, HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        ScheduledFuture<?> unusedToo = kubelet.worker.scheduleWithFixedDelay(
                kubelet::lookForSecrets, SECRETS_SECONDS, SECRETS_SECONDS, TimeUnit.SECONDS);
        return kubelet;
    }

    /** From now on pods with a container image that begins so fail; running ones fail at once, but stay on their node. */
    public void fail(String imagePrefix, PodFailure failure) {
        failures.put(imagePrefix, failure);
        pods.getStore().list().forEach(this::look);
    }

    /** Takes back {@link #fail}: failing pods of the image become ready at once. */
    public void heal(String imagePrefix) {
        failures.remove(imagePrefix);
        pods.getStore().list().forEach(this::look);
    }

    /** From now on a new pod gets the address that this says, and where it says none the next as before. */
    public void addresses(Function<Pod, Optional<String>> ofPod) {
        addresses = ofPod;
    }

    /** No watch tells that a Secret has come, so the pods that wait for one are looked at from time to time. */
    private void lookForSecrets() {
        pods.getStore().list().stream().filter(PodStatuses::isUnconfigured).forEach(this::look);
    }

    private void look(Pod pod) {
        String key = key(pod);
        if (waiting.add(key)) {
            worker.execute(() -> handle(key));
        }
    }

    private void handle(String key) {
        waiting.remove(key);
        Pod pod = pods.getStore().getByKey(key);
        if (pod == null) {
            return;
        }
        try {
            settle(pod);
        } catch (KubernetesClientException e) {
            if (e.getCode() == 404 || e.getCode() == 409) {
                // It has changed meanwhile; the watch brings it again.
                return;
            }
            LOG.debug("{}: trying again", key, e);
            ScheduledFuture<?> unused = worker.schedule(() -> look(pod), RETRY_MS, TimeUnit.MILLISECONDS);
        }
    }

    /** One step towards what the pod should be; the change it makes brings the pod here again. */
    private void settle(Pod pod) {
        Optional<PodFailure> failure = failure(pod);
        boolean unschedulable = failure.equals(Optional.of(PodFailure.UNSCHEDULABLE));
        boolean unbound = pod.getSpec().getNodeName() == null;
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            remove(pod);
        } else if (unbound && unschedulable) {
            report(pod, PodStatuses.unschedulable(pod));
        } else if (unbound) {
            bind(pod);
        } else if (failure.isPresent() && !unschedulable) {
            report(pod, PodStatuses.failing(pod, failure.get(), hostIp(pod), podIp(pod)));
        } else {
            report(pod, started(pod));
        }
    }

    /** A container that runs keeps its environment, whatever becomes of the Secret. */
    private Optional<Pod> started(Pod pod) {
        Map<String, String> missing = PodStatuses.isReady(pod) ? Map.of() : MissingSecrets.of(pod, client);
        return missing.isEmpty()
                ? PodStatuses.ready(pod, hostIp(pod), podIp(pod))
                : PodStatuses.unconfigured(pod, missing, hostIp(pod), podIp(pod));
    }

    private void remove(Pod pod) {
        client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .withGracePeriod(0)
                .delete();
    }

    private void bind(Pod pod) {
        List<String> names = nodes.getStore().list().stream()
                .map(node -> node.getMetadata().getName())
                .sorted(Comparator.naturalOrder())
                .toList();
        if (names.isEmpty()) {
            throw new KubernetesClientException("no node is known yet");
        }
        String node = names.get(Math.floorMod(bound.getAndIncrement(), names.size()));
        Object unused = client.bindings()
                .inNamespace(pod.getMetadata().getNamespace())
                .resource(new BindingBuilder()
                        .withNewMetadata()
                        .withName(pod.getMetadata().getName())
                        .endMetadata()
                        .withNewTarget()
                        .withApiVersion("v1")
                        .withKind("Node")
                        .withName(node)
                        .endTarget()
                        .build())
                .create();
    }

    private void report(Pod pod, Optional<Pod> wanted) {
        wanted.ifPresent(status -> {
            Pod unused = client.pods()
                    .inNamespace(pod.getMetadata().getNamespace())
                    .withName(pod.getMetadata().getName())
                    .subresource("status")
                    .patch(PatchContext.of(PatchType.JSON_MERGE), status);
        });
    }

    private Optional<PodFailure> failure(Pod pod) {
        return pod.getSpec().getContainers().stream()
                .flatMap(container -> failures.entrySet().stream()
                        .filter(entry -> container.getImage().startsWith(entry.getKey())))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private String hostIp(Pod pod) {
        Node node = nodes.getStore().getByKey(pod.getSpec().getNodeName());
        if (node == null) {
            throw new KubernetesClientException("node " + pod.getSpec().getNodeName() + " is not known yet");
        }
        return node.getStatus().getAddresses().stream()
                .filter(host -> host.getType().equals("InternalIP"))
                .findFirst()
                .orElseThrow()
                .getAddress();
    }

    /** The address it has, or the one that {@link #addresses} says, or the next of {@link ControlPlane#POD_IPS}. */
    private String podIp(Pod pod) {
        if (pod.getStatus().getPodIP() != null) {
            return pod.getStatus().getPodIP();
        }
        Optional<String> told = addresses.apply(pod);
        if (told.isPresent()) {
            return told.get();
        }
        int next = Math.floorMod(address.getAndIncrement(), 250 * 250);
        return "172.27." + (next / 250 + 1) + "." + (next % 250 + 1);
    }

    private void heartbeat() {
        for (Node node : nodes.getStore().list()) {
            String name = node.getMetadata().getName();
            try {
                Object unused = client.leases()
                        .inNamespace(LEASES)
                        .resource(new LeaseBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .endMetadata()
                                .withNewSpec()
                                .withHolderIdentity(name)
                                .withLeaseDurationSeconds(40)
                                .withRenewTime(ZonedDateTime.now(ZoneOffset.UTC))
                                .endSpec()
                                .build())
                        .forceConflicts()
                        .serverSideApply();
            } catch (KubernetesClientException e) {
                LOG.debug("lease of {}: trying again at the next beat", name, e);
            }
        }
    }

    private static String key(Pod pod) {
        return pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
    }
}
