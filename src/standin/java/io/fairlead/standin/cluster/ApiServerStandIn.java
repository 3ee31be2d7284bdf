package io.fairlead.standin.cluster;

import com.google.gson.JsonObject;
import io.fairlead.standin.Certificates;
import io.fairlead.standin.cluster.control.ClusterWriter;
import io.fairlead.standin.cluster.control.ControlLoop;
import io.fairlead.standin.cluster.control.Knobs;
import io.fairlead.standin.cluster.dns.DnsStandIn;
import io.fairlead.standin.cluster.objects.ApiFailure;
import io.fairlead.standin.cluster.objects.Catalog;
import io.fairlead.standin.cluster.objects.Json;
import io.fairlead.standin.cluster.objects.ObjectKey;
import io.fairlead.standin.cluster.objects.ResourceKind;
import io.fairlead.standin.cluster.objects.Store;
import io.fairlead.standin.cluster.objects.Writer;
import io.fairlead.standin.cluster.objects.Writes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * An in-process stand-in for a Kubernetes API server of a device: two nodes, pods out of 172.27.0.0/16, cluster IPs out
 * of 172.28.0.0/16, MetalLB in the CRD regime without a pool. It keeps field ownership as the real one does, and plays
 * the deployment, endpoint slice and MetalLB controllers. {@code SideBySideIT} and the contracts hold it against real ones.
 */
public final class ApiServerStandIn implements AutoCloseable {
    private static final String VERSION = "v1.28.3";

    private final Store store = new Store();
    private final Writes writes = new Writes(store);
    private final AccessRules access = new AccessRules();
    private final RequestLog requests = new RequestLog();
    private final Users users = new Users();
    private final Knobs knobs = new Knobs();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final HttpFrontEnd frontEnd =
            new HttpFrontEnd(store, new ResourceApi(store, writes), new Discovery(VERSION), access, users, requests);
    private final DnsStandIn dns = new DnsStandIn(store, this::tell);
    private final Path folder;
    private final SSLContext tls;
    private final String caPem;
    private final int port;
    private HttpFrontEnd.@Nullable Listening listening;
    private @Nullable ControlLoop controllers;

    private ApiServerStandIn(Path folder) {
        this.folder = folder;
        Certificates authority = Certificates.authority("fairlead-stand-in");
        this.caPem = authority.caPem();
        this.tls = authority.server("kubernetes", Certificates.loopbackNames()).sslContext();
        new SeedObjects(writes).plant();
        HttpFrontEnd.Listening first = frontEnd.listen(0, tls);
        this.port = first.port();
        this.listening = first;
        users.writeKubeconfigs(folder, url(), caPem);
        runControllers();
    }

    /** Starts one on a free port, with its kubeconfigs in a temporary folder. */
    public static ApiServerStandIn start() {
        try {
            return start(Files.createTempDirectory("fairlead-cluster"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts one on a free port, with {@code kubeconfig} and {@code admin.kubeconfig} in a folder. */
    public static ApiServerStandIn start(Path folder) {
        return new ApiServerStandIn(folder);
    }

    /** The module's kubeconfig: its requests are counted and can be denied. */
    public Path kubeconfig() {
        return folder.resolve("kubeconfig");
    }

    /** An administrator's kubeconfig: neither counted nor denied. */
    public Path adminKubeconfig() {
        return folder.resolve("admin.kubeconfig");
    }

    /** Where the cluster's DNS answers, over UDP. */
    public InetSocketAddress dns() {
        return dns.address();
    }

    /** Replaces the Corefile in the ConfigMap {@code kube-system/coredns}, as an administrator would. */
    public void corefile(String text) {
        JsonObject data = new JsonObject();
        data.addProperty("Corefile", text);
        writes.change(
                new ObjectKey(Catalog.CONFIG_MAP, "kube-system", "coredns"),
                live -> {
                    live.add("data", data);
                    return live;
                },
                Writer.of("kubectl-edit"));
    }

    /** Where it listens. */
    public String url() {
        return "https://127.0.0.1:" + port;
    }

    /** The requests for resources under {@link #kubeconfig()}. */
    public RequestLog requests() {
        return requests;
    }

    /** Closes the port and all connections, and rests the controllers; the objects stay. Once more has no effect. */
    public synchronized void stop() {
        if (listening != null) {
            listening.stop();
            listening = null;
        }
        if (controllers != null) {
            controllers.stop();
            controllers = null;
        }
    }

    /** Listens on the same port again with the same objects, after a stop where it runs; old watches get 410. */
    public synchronized void restart() {
        stop();
        store.compact();
        listening = frontEnd.listen(port, tls);
        runControllers();
    }

    private void runControllers() {
        controllers = new ControlLoop(store, new ClusterWriter(store, writes, this::tell), knobs);
        controllers.start();
    }

    private void tell(String line) {
        listeners.forEach(listener -> listener.accept(line));
    }

    /** Calls a listener with one line for each thing that a played controller did. */
    public void onEvent(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** How long a pod takes from its creation to ready; 300 ms unless set. */
    public void podsReadyAfter(Duration delay) {
        knobs.podsReadyAfter(delay);
    }

    /** Makes pods with images that begin so end in ImagePullBackOff. */
    public void failImages(String prefix) {
        knobs.failImages(prefix);
    }

    /** Lets every image be pulled again. */
    public void healImages() {
        knobs.healImages();
        store.wake();
    }

    /** Stops or starts MetalLB's controller and speakers; addresses that Services have stay as they are. */
    public void metalLb(boolean running) {
        knobs.metalLb(running);
        store.wake();
    }

    /** Takes rights from the module's user; no verb means all, the plural {@code *} every resource of the group. */
    public void deny(String group, String plural, String... verbs) {
        access.deny(group, plural, Set.of(verbs));
    }

    /** Gives the module's user all rights again. */
    public void allowAll() {
        access.allowAll();
    }

    /** Makes watches from before get 410, as a compaction does. */
    public void compact() {
        store.compact();
    }

    /** Every object but the definitions of kinds, as it is, for {@link #restore}. */
    public List<JsonObject> snapshot() {
        return Catalog.ALL.stream()
                .filter(kind -> !kind.equals(Catalog.CRD))
                .flatMap(kind -> store.list(kind).stream())
                .map(JsonObject::deepCopy)
                .toList();
    }

    /**
     * Puts objects back as a snapshot had them, with their UIDs and who owns which field. All come at once: a controller that
     * saw a Service without its pool would take its address away.
     */
    public void restore(List<JsonObject> objects) {
        store.exclusively(() -> {
            objects.forEach(object -> store.put(
                    new ObjectKey(
                            kind(Json.text(object, "apiVersion"), Json.text(object, "kind")),
                            Json.text(object, "metadata", "namespace"),
                            Json.text(object, "metadata", "name")),
                    object.deepCopy()));
            return objects;
        });
    }

    /** Reads an object past the API. */
    public Optional<JsonObject> get(String apiVersion, String kind, String namespace, String name) {
        return store.get(new ObjectKey(kind(apiVersion, kind), namespace, name)).map(JsonObject::deepCopy);
    }

    /** Reads all objects of a kind past the API. */
    public List<JsonObject> list(String apiVersion, String kind) {
        return store.list(kind(apiVersion, kind)).stream()
                .map(JsonObject::deepCopy)
                .toList();
    }

    /** Creates an object past the API, as a manager. */
    public JsonObject create(JsonObject object, String manager) {
        ResourceKind kind = kind(Json.text(object, "apiVersion"), Json.text(object, "kind"));
        String namespace = kind.namespaced() ? Json.text(object, "metadata", "namespace") : "";
        return writes.create(kind, namespace, object, Writer.of(manager))
                .object()
                .deepCopy();
    }

    /** Changes an object past the API, as a manager that updates. */
    public JsonObject change(String apiVersion, String kind, String namespace, String name, Consumer<JsonObject> edit) {
        ObjectKey key = new ObjectKey(kind(apiVersion, kind), namespace, name);
        return writes.change(
                        key,
                        live -> {
                            edit.accept(live);
                            return live;
                        },
                        Writer.of("kubectl-edit"))
                .object()
                .deepCopy();
    }

    /** Deletes an object past the API. */
    public void delete(String apiVersion, String kind, String namespace, String name) {
        writes.delete(new ObjectKey(kind(apiVersion, kind), namespace, name), "", "");
    }

    private static ResourceKind kind(String apiVersion, String kind) {
        return Catalog.of(apiVersion, kind).orElseThrow(ApiFailure::noSuchPath);
    }

    @Override
    public void close() {
        stop();
        dns.close();
    }
}
