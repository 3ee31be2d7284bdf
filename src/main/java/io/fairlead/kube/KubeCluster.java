package io.fairlead.kube;

import io.fairlead.doctor.Facts;
import io.fairlead.loop.ApiCall;
import io.fairlead.loop.Cluster;
import io.fairlead.methods.Workbench;
import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.Code;
import io.fairlead.model.Device;
import io.fairlead.model.LiveObject;
import io.fairlead.model.LoadBalancer;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.Outcome;
import io.fairlead.model.Plan;
import io.fairlead.model.Platform;
import io.fairlead.network.coredns.ClusterDns;
import io.fairlead.network.metallb.ConfigMapRegime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cluster behind a Kubernetes API server. Its watches recover by themselves from an outage of any length, from versions
 * that are too old, and from kinds and rights that appear later. Without the right to read the ledger the cluster is blind.
 * Any other missing right to read only costs the access to its area. If the module may not read Services in all namespaces,
 * it reads those in the namespaces of the apps.
 */
public final class KubeCluster implements Cluster, AutoCloseable {

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(8);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /** The time between two reviews of the rights. A right that was removed shows at the first refused write anyway. */
    private static final Duration REVIEW_EVERY = Duration.ofSeconds(60);

    /** The time between two reviews while a right is missing: the delay until the module notices that it was granted. */
    private static final Duration REVIEW_AGAIN = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(KubeCluster.class);

    private final KubeOptions options;
    private final Runnable onChange;
    private final Thread.UncaughtExceptionHandler onFault;
    private final ApiClient api;
    private final List<ResourceWatch> watches;
    private final List<Thread> threads = new ArrayList<>();
    private final NameProbe names;
    private final AtomicLong changes = new AtomicLong();

    private volatile @Nullable Served served;
    private volatile @Nullable Rights rights;
    private volatile long unansweredSince;
    private volatile String unanswered = "still asking the API server what it is";
    private volatile boolean reviewNow;
    private volatile @Nullable Snapshot cached;
    private volatile long started;

    /** @param key the inputs of the snapshot; while they are unchanged, the snapshot is reused */
    private record Snapshot(List<Object> key, Seen seen) {}

    /**
     * Reads the configuration. Makes no call before {@link #start()}.
     *
     * @param onChange called, often and from other threads, when a watched object changes or the cluster becomes readable or
     *     unreadable; not called for writes of {@link #execute}
     */
    public KubeCluster(KubeOptions options, Runnable onChange) {
        this(options, onChange, (thread, fault) -> LOG.error("{} ended", thread.getName(), fault));
    }

    /**
     * As above, with a handler for faults.
     *
     * @param onFault called when a thread ends because of an error in the module; after that the module no longer sees all
     *     of the cluster
     */
    public KubeCluster(KubeOptions options, Runnable onChange, Thread.UncaughtExceptionHandler onFault) {
        this.options = options;
        this.onChange = onChange;
        this.onFault = onFault;
        api = new ApiClient(options);
        names = new NameProbe(options.dns().deadline(), this::changed);
        ObjectBudget budget = ObjectBudget.ofThisProcess();
        watches = Watched.all(options).stream()
                .map(watched -> new ResourceWatch(watched, api, () -> isServed(watched), this::changed, budget))
                .toList();
    }

    /** Starts the watches, which run in the background until {@link #close()}. */
    public void start() {
        started = System.nanoTime();
        watches.forEach(watch -> run("watch " + watch.watched(), watch));
        run("names", names);
        run("survey", this::survey);
        run("pulse", this::pulse);
    }

    @Override
    public Observation observe() {
        Optional<Blind> blind = blindness();
        if (blind.isPresent()) {
            return isStarting(blind.get()) ? new Starting() : blind.get();
        }
        List<ResourceWatch> readable = watches.stream()
                .filter(watch -> watch.view() == ResourceWatch.View.READABLE)
                .toList();
        Served nowServed = Objects.requireNonNull(served);
        Rights nowRights = Objects.requireNonNull(rights);
        List<Object> key = List.of(changes.get(), readable, nowServed, nowRights);
        Snapshot last = cached;
        if (last == null || !last.key().equals(key)) {
            last = new Snapshot(key, new Seen(observed(readable, nowServed, nowRights)));
            cached = last;
        }
        return last.seen();
    }

    @Override
    public List<Outcome> execute(Plan plan) {
        List<Outcome> outcomes = new PlanExecution(api, new Writes()).run(plan);
        if (outcomes.stream().anyMatch(Outcome.Denied.class::isInstance)) {
            reviewNow = true;
        }
        return outcomes;
    }

    /** The facts that {@code doctor} checks. */
    public Facts.Cluster facts() {
        return ClusterFacts.of(observe(), api, options.moduleNamespace());
    }

    /** The operations of direct methods in this cluster. */
    public Workbench workbench() {
        return new KubeWorkbench(api);
    }

    /** The number of calls to the API server so far, by kind. */
    public SortedMap<ApiCall, Long> calls() {
        return api.calls();
    }

    /** Stops the watches. Writes in progress are completed. */
    @Override
    public void close() {
        watches.forEach(ResourceWatch::close);
        threads.forEach(Thread::interrupt);
        api.close();
    }

    private Observed observed(List<ResourceWatch> readable, Served nowServed, Rights nowRights) {
        NavigableMap<ObjectRef, LiveObject> objects = new TreeMap<>();
        readable.forEach(watch -> watch.store().forEach(objects::put));
        Map<Area, Access> access = new EnumMap<>(Area.class);
        for (Area area : EnumSet.complementOf(EnumSet.of(Area.APPS))) {
            access.put(area, access(isReadable(area, "", readable), nowRights.mayWrite(area)));
        }
        Map<String, Access> namespaces = new TreeMap<>();
        for (String namespace : options.appsNamespaces()) {
            boolean read = isReadable(Area.APPS, namespace, readable);
            namespaces.put(namespace, access(read, nowRights.mayWriteApps(namespace)));
        }
        LoadBalancer loadBalancer = nowServed.loadBalancer();
        Observed all = ConfigMapRegime.view(
                new Observed(objects, access, namespaces, loadBalancer, nowServed.kubernetesVersion()),
                options.metalLbNamespace());
        Platform platform = options.platform().orElseGet(() -> PlatformSigns.platform(all, api.host()));
        Observed seen = all.on(new Device(platform, api.credential()));
        names.ask(ClusterDns.questions(seen), NameServer.of(options.dns().server(), seen));
        return seen.with(names.answers()).withTooLarge(tooLarge());
    }

    private Map<Area, String> tooLarge() {
        Map<Area, String> reasons = new EnumMap<>(Area.class);
        watches.stream()
                .filter(ResourceWatch::isTooLarge)
                .forEach(watch -> watch.watched()
                        .neededBy()
                        .forEach(area -> reasons.merge(area, watch.reason(), (first, more) -> first)));
        return reasons;
    }

    /**
     * Whether everything that the area needs, in one namespace or in all, can be read, as far as the API server serves it.
     */
    private boolean isReadable(Area area, String namespace, List<ResourceWatch> readable) {
        List<ResourceWatch> needed = watches.stream()
                .filter(watch -> watch.watched().isNeededBy(area, namespace))
                .filter(watch -> isServed(watch.watched()))
                .toList();
        return !needed.isEmpty() && readable.containsAll(needed);
    }

    private static Access access(boolean read, boolean write) {
        if (!read) {
            return Access.NONE;
        }
        return write ? Access.WRITE : Access.READ;
    }

    /** The first lists need time. Missing lists are an error only after the grace period of an outage. */
    private boolean isStarting(Blind blind) {
        return blind.code() == Code.ClusterUnreachable
                && cached == null
                && api.unreadable().isEmpty()
                && System.nanoTime() - started < ResourceWatch.GRACE.toNanos();
    }

    /** Why the cluster cannot be observed, if so. */
    private Optional<Blind> blindness() {
        if (unansweredSince != 0 && System.nanoTime() - unansweredSince > ResourceWatch.GRACE.toNanos()) {
            return Optional.of(new Blind(Code.ClusterUnreachable, unanswered));
        }
        if (served == null || rights == null) {
            return Optional.of(
                    new Blind(Code.ClusterUnreachable, api.unreadable().orElse(unanswered)));
        }
        return watches.stream().filter(ResourceWatch::isMissed).map(this::blind).findFirst();
    }

    private Blind blind(ResourceWatch watch) {
        Optional<String> refusal = watch.isRefused() ? api.refusal() : Optional.empty();
        if (refusal.isPresent()) {
            return new Blind(Code.ClusterUnreachable, refusal.get());
        }
        if (watch.isRefused()) {
            return new Blind(Code.NoRights, watch.reason() + "; apply module/rbac/ledger.yaml");
        }
        return new Blind(watch.isTooLarge() ? Code.TooLarge : Code.ClusterUnreachable, watch.reason());
    }

    private boolean isServed(Watched watched) {
        if (watched.isCustom()) {
            Served known = served;
            return known != null && known.has(watched);
        }
        return watches.stream()
                .filter(all -> watched.standsInFor(all.watched()))
                .allMatch(all -> all.isRefused() || all.isTooLarge() || !isServed(all.watched()));
    }

    private void changed() {
        changes.incrementAndGet();
        onChange.run();
    }

    /**
     * Asks periodically which kinds the API server serves and which rights the module has, and so whether it answers at all.
     */
    private void survey() {
        long reviewedAt = 0;
        while (!Thread.currentThread().isInterrupted()) {
            Duration pause = LOOK_EVERY;
            try {
                renew();
                look();
                Duration every = isSomethingMissing() ? REVIEW_AGAIN : REVIEW_EVERY;
                if (rights == null || reviewNow || System.nanoTime() - reviewedAt > every.toNanos()) {
                    review();
                    reviewedAt = System.nanoTime();
                }
                answered();
            } catch (IOException | RuntimeException e) {
                unanswered(e);
                pause = LOOK_AGAIN;
            }
            sleep(pause);
        }
    }

    /** Uses a kubeconfig that changed. Another user has other rights, so all watches start again. */
    private void renew() {
        if (api.renew()) {
            LOG.info("the kubeconfig changed, and is in use");
            reviewNow = true;
            watches.forEach(ResourceWatch::wake);
            changed();
        }
    }

    private boolean isSomethingMissing() {
        Rights known = rights;
        return known == null || !known.isWhole() || watches.stream().anyMatch(ResourceWatch::isRefused);
    }

    private void look() throws IOException {
        Served now = Served.by(api);
        if (!now.equals(served)) {
            LOG.info(
                    "Kubernetes {}, load balancer {}",
                    now.kubernetesVersion(),
                    now.loadBalancer().title());
            served = now;
            reviewNow = true; // other kinds need other rights
            watches.forEach(ResourceWatch::wake);
            changed();
        }
    }

    private void review() throws IOException {
        reviewNow = false;
        Rights now = Rights.review(api, options, Objects.requireNonNull(served));
        if (!now.equals(rights)) {
            LOG.info("may write {}, and apps in {}", now.writable(), now.appsNamespaces());
            rights = now;
            watches.forEach(ResourceWatch::wake); // objects that could not be read may be readable now
            changed();
        }
    }

    private void answered() {
        if (unansweredSince != 0) {
            unansweredSince = 0;
            LOG.info("the API server answers again");
            changed();
        }
    }

    private void unanswered(Exception cause) {
        String reason = String.valueOf(cause.getMessage());
        String before = unanswered;
        unanswered = api.refusal().map(why -> why + " (" + reason + ")").orElse(reason);
        if (unansweredSince != 0 && !unanswered.equals(before)) {
            changed();
        }
        if (unansweredSince == 0 && !Thread.currentThread().isInterrupted()) {
            unansweredSince = System.nanoTime();
            LOG.warn("the cluster cannot be read: {}", unanswered);
        }
    }

    /**
     * Handles changes that come with time alone: watches that are silent for too long, and blindness after the grace period.
     */
    private void pulse() {
        List<ResourceWatch.View> before = List.of();
        boolean wasBlind = true;
        while (sleep(TICK)) {
            watches.forEach(watch -> watch.endIfSilent(ResourceWatch.SILENCE));
            List<ResourceWatch.View> now =
                    watches.stream().map(ResourceWatch::view).toList();
            boolean blind = blindness().isPresent();
            if (blind != wasBlind || !now.equals(before)) {
                reviewNow = true;
                changed();
            }
            before = now;
            wasBlind = blind;
        }
    }

    private void run(String name, Runnable task) {
        threads.add(Thread.ofVirtual()
                .name("kube " + name)
                .uncaughtExceptionHandler(onFault)
                .start(task));
    }

    /** Sleeps a little longer than {@code pause}; false if the module is closing. */
    private static boolean sleep(Duration pause) {
        try {
            Thread.sleep(ResourceWatch.longer(pause));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Puts written objects into the stores, so that the next observation contains them before the watch reports them. */
    private final class Writes implements PlanExecution.Written {
        @Override
        public void applied(LiveObject object) {
            watches.forEach(watch -> watch.wrote(object));
            changes.incrementAndGet();
        }

        @Override
        public void deleted(ObjectRef ref, String uid) {
            watches.forEach(watch -> watch.deleted(ref, uid));
            changes.incrementAndGet();
        }
    }
}
