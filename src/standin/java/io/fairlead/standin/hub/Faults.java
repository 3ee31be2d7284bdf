package io.fairlead.standin.hub;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Everything that can be made to go wrong in a stand-in while it runs. Setters take effect at once; those that take a
 * number of times hit that many further events and are then over. {@link #clear()} ends them all.
 */
public final class Faults {
    private final Countdown connects = new Countdown();
    private volatile int connectCode = 5;
    private final Countdown handshakes = new Countdown();
    private volatile boolean wrongCertificate;
    private volatile boolean blackHole;
    private volatile boolean expiryIgnored;
    private volatile Duration clockAhead = Duration.ZERO;
    private volatile boolean sessionsKept = true;
    private volatile Optional<Boolean> sessionPresent = Optional.empty();

    private volatile int answerQos = 1;
    private volatile Duration answerDelay = Duration.ZERO;
    private volatile Duration pubackDelay = Duration.ZERO;
    private volatile boolean answerBeforePuback;
    private final Gate answers = new Gate();
    private final Gate pubacks = new Gate();
    private final Countdown lostAnswers = new Countdown();
    private volatile boolean versionInAnswer;
    private final Countdown reads = new Countdown();
    private volatile int readStatus = 400;
    private final Countdown writes = new Countdown();
    private volatile int writeStatus = 400;
    private final Countdown emptyTwins = new Countdown();
    private volatile String emptyTwin = "{}";

    private final Countdown dropped = new Countdown();
    private final Countdown duplicated = new Countdown();
    private final Countdown swapped = new Countdown();
    private volatile Duration desiredDelay = Duration.ZERO;
    private final AtomicLong versionJump = new AtomicLong();
    private final Countdown lostMethods = new Countdown();

    private volatile boolean cloudOffline;
    private final Countdown service = new Countdown();
    private volatile int serviceStatus = 429;
    private volatile Duration serviceDelay = Duration.ZERO;
    private final ServiceFaults serviceFaults = new ServiceFaults();

    private volatile Actions actions = new Actions(() -> {}, () -> {}, () -> {}, () -> {});

    /** What setters have the running stand-in do. */
    record Actions(Runnable closeConnections, Runnable forgetSessions, Runnable readingChanged, Runnable cloudBack) {}

    void attach(Actions running) {
        actions = running;
    }

    /** Ends every fault; what was held back is released. */
    public void clear() {
        rejectConnects(0, 5);
        cutHandshakes(0);
        presentWrongCertificate(false);
        blackHole(false);
        ignoreTokenExpiry(false);
        clockAhead(Duration.ZERO);
        keepSessions(true);
        claimSessionAsStored();
        answerQos(1);
        delayAnswers(Duration.ZERO);
        delayPubacks(Duration.ZERO);
        answerBeforePuback(false);
        holdAnswers(false);
        holdPubacks(false);
        loseAnswers(0);
        versionInAnswer(false);
        refuseTwinReads(400, 0);
        refuseTwinWrites(400, 0);
        answerEmptyTwin(0);
        emptyTwin = "{}";
        dropDesired(0);
        duplicateDesired(0);
        swapDesired(0);
        delayDesired(Duration.ZERO);
        jumpVersion(0);
        loseMethods(0);
        cloudOffline(false);
        refuseServiceRequests(429, 0);
        delayServiceRequests(Duration.ZERO);
        serviceFaults.clear();
    }

    // --- connections

    /** Answers the next CONNECTs with a CONNACK code other than 0: 3 unavailable, 4 bad credentials, 5 not authorized. */
    public void rejectConnects(int times, int connackCode) {
        connectCode = connackCode;
        connects.set(times);
    }

    /** Closes the next connections on the first bytes of their TLS handshake. */
    public void cutHandshakes(int times) {
        handshakes.set(times);
    }

    /** Presents a certificate of an authority nobody trusts, for as long as set. */
    public void presentWrongCertificate(boolean wrong) {
        wrongCertificate = wrong;
    }

    /** Reads nothing and sends nothing on any MQTT connection, old or new, for as long as set; connections stay open. */
    public void blackHole(boolean silent) {
        blackHole = silent;
        actions.readingChanged().run();
    }

    /** Closes every MQTT connection now, without a word; sessions stay. */
    public void closeConnections() {
        actions.closeConnections().run();
    }

    /** Forgets every MQTT session now; connections that are open keep their subscriptions until they end. */
    public void forgetSessions() {
        actions.forgetSessions().run();
    }

    /** When false, a session ends with its connection whatever the client asked for, as in an edgeHub without a store. */
    public void keepSessions(boolean kept) {
        sessionsKept = kept;
    }

    /** Claims in every CONNACK that the session is present, or is not, whatever is true. */
    public void claimSessionPresent(boolean present) {
        sessionPresent = Optional.of(present);
    }

    /** Tells the truth about sessions again. */
    public void claimSessionAsStored() {
        sessionPresent = Optional.empty();
    }

    /** When true, connections outlive their token. */
    public void ignoreTokenExpiry(boolean ignored) {
        expiryIgnored = ignored;
    }

    /** How far the hub's clock is ahead of the modules'; negative where it is behind. Tokens are looked at by it. */
    public void clockAhead(Duration ahead) {
        clockAhead = ahead;
    }

    // --- answers

    /** The greatest QoS of what is sent to modules, 0 or 1. */
    public void answerQos(int qos) {
        answerQos = qos;
    }

    /** Answers to twin requests come this much later. */
    public void delayAnswers(Duration delay) {
        answerDelay = delay;
    }

    /** PUBACKs come this much later; answers do not. */
    public void delayPubacks(Duration delay) {
        pubackDelay = delay;
    }

    /** Sends an answer before the PUBACK of its request in place of after it; which one edgeHub does is not known. */
    public void answerBeforePuback(boolean before) {
        answerBeforePuback = before;
    }

    /** Keeps answers to twin requests back while set; released in order when unset. */
    public void holdAnswers(boolean held) {
        answers.shut(held);
    }

    /** Keeps PUBACKs back while set; released in order when unset. */
    public void holdPubacks(boolean held) {
        pubacks.shut(held);
    }

    /** The next twin requests are carried out and never answered. */
    public void loseAnswers(int times) {
        lostAnswers.set(times);
    }

    /** Whether a 204 carries the new {@code $version}, as IoT Hub's does; edgeHub's does not. */
    public void versionInAnswer(boolean with) {
        versionInAnswer = with;
    }

    /** Answers the next twin reads with a status and an empty body. */
    public void refuseTwinReads(int status, int times) {
        readStatus = status;
        reads.set(times);
    }

    /** Answers the next reported patches with a status and an empty body, and does not carry them out. */
    public void refuseTwinWrites(int status, int times) {
        writeStatus = status;
        writes.set(times);
    }

    /** Answers the next twin reads with status 200 and an empty twin without {@code $version}. */
    public void answerEmptyTwin(int times) {
        emptyTwins.set(times);
    }

    /** What an empty twin looks like: {@code {}} unless set, or {@code {"desired":{},"reported":{}}}. */
    public void emptyTwinBody(String json) {
        emptyTwin = json;
    }

    // --- what the hub sends by itself

    /** The next desired patches are not sent. */
    public void dropDesired(int times) {
        dropped.set(times);
    }

    /** The next desired patches are sent twice. */
    public void duplicateDesired(int times) {
        duplicated.set(times);
    }

    /** The next desired patches are each sent after the one that follows. */
    public void swapDesired(int times) {
        swapped.set(times);
    }

    /** Desired patches are sent this much later. */
    public void delayDesired(Duration delay) {
        desiredDelay = delay;
    }

    /** The next desired change raises {@code $version} by this much more than one. */
    public void jumpVersion(long by) {
        versionJump.set(by);
    }

    /** The next method calls are not sent; their callers wait in vain. */
    public void loseMethods(int times) {
        lostMethods.set(times);
    }

    // --- cloud

    /**
     * Cuts edgeHub off from IoT Hub while set: reads come from edgeHub's store, or are an empty twin where it has none;
     * reports are kept; desired changes and methods of back ends do not come through. When unset, kept reports are passed on
     * and each module is sent what it missed as one patch.
     */
    public void cloudOffline(boolean offline) {
        boolean back = cloudOffline && !offline;
        cloudOffline = offline;
        if (back) {
            actions.cloudBack().run();
        }
    }

    /** Answers the next service requests with a status such as 429 or 500. */
    public void refuseServiceRequests(int status, int times) {
        serviceStatus = status;
        service.set(times);
    }

    /** Service requests are carried out this much later. */
    public void delayServiceRequests(Duration delay) {
        serviceDelay = delay;
    }

    /** What else can go wrong between a back end and the hub. */
    public ServiceFaults service() {
        return serviceFaults;
    }

    // --- read by the stand-in

    OptionalInt takeConnectRejection() {
        return connects.take() ? OptionalInt.of(connectCode) : OptionalInt.empty();
    }

    boolean takeHandshakeCut() {
        return handshakes.take();
    }

    boolean wrongCertificate() {
        return wrongCertificate;
    }

    boolean blackHole() {
        return blackHole;
    }

    boolean expiryIgnored() {
        return expiryIgnored;
    }

    Instant now() {
        return Instant.now().plus(clockAhead);
    }

    boolean sessionsKept() {
        return sessionsKept;
    }

    Optional<Boolean> sessionPresent() {
        return sessionPresent;
    }

    int answerQos() {
        return answerQos;
    }

    Duration answerDelay() {
        return answerDelay;
    }

    Duration pubackDelay() {
        return pubackDelay;
    }

    boolean answerBeforePuback() {
        return answerBeforePuback;
    }

    Gate answers() {
        return answers;
    }

    Gate pubacks() {
        return pubacks;
    }

    boolean takeLostAnswer() {
        return lostAnswers.take();
    }

    boolean versionInAnswer() {
        return versionInAnswer;
    }

    OptionalInt takeReadRefusal() {
        return reads.take() ? OptionalInt.of(readStatus) : OptionalInt.empty();
    }

    OptionalInt takeWriteRefusal() {
        return writes.take() ? OptionalInt.of(writeStatus) : OptionalInt.empty();
    }

    boolean takeEmptyTwin() {
        return emptyTwins.take();
    }

    String emptyTwinBody() {
        return emptyTwin;
    }

    boolean takeDroppedDesired() {
        return dropped.take();
    }

    boolean takeDuplicatedDesired() {
        return duplicated.take();
    }

    boolean takeSwappedDesired() {
        return swapped.take();
    }

    Duration desiredDelay() {
        return desiredDelay;
    }

    long takeVersionStep() {
        return 1 + versionJump.getAndSet(0);
    }

    boolean takeLostMethod() {
        return lostMethods.take();
    }

    boolean cloudOffline() {
        return cloudOffline;
    }

    OptionalInt takeServiceRefusal() {
        return service.take() ? OptionalInt.of(serviceStatus) : OptionalInt.empty();
    }

    Duration serviceDelay() {
        return serviceDelay;
    }
}
