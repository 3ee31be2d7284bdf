package io.fairlead.model;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The credential of a kubeconfig, if it expires.
 *
 * @param what {@code certificate} or {@code token}
 * @param user its user in the kubeconfig
 * @param file the kubeconfig
 * @param from the start of its validity
 * @param until the end of its validity
 */
public record Credential(String what, String user, String file, Instant from, Instant until) {

    /** How long before its end a certificate is reported. */
    private static final Duration NOTICE = Duration.ofDays(30);

    /** Clock differences below this are ignored. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    /**
     * How long before its end the credential is reported. A token that lasts hours is reported only in its last tenth.
     */
    private Duration notice() {
        Duration tenth = Duration.between(from, until).dividedBy(10);
        return what.equals("token") && tenth.compareTo(NOTICE) < 0 ? tenth : NOTICE;
    }

    /** The message that it expires soon and what to do; empty if it does not. */
    public Optional<String> expiring(Instant now) {
        return now.isBefore(until.minus(notice()))
                ? Optional.empty()
                : Optional.of("the " + what + " of user " + user + " in " + file + " ends " + day(until)
                        + ", and the cluster cannot be read from then on; " + renewal(user));
    }

    /**
     * Why the API server rejects it: it has expired, or a clock is wrong; empty if it is valid. The message does not change
     * with time, because a reason that changes is reported again.
     *
     * @param ahead by how much this clock is ahead of the API server's, if known
     */
    public Optional<String> refusal(Instant now, Optional<Duration> ahead) {
        boolean inside = !now.isBefore(from) && now.isBefore(until);
        Instant there = now.minus(ahead.orElse(Duration.ZERO));
        boolean insideThere = !there.isBefore(from) && there.isBefore(until);
        boolean differ = ahead.filter(by -> by.abs().compareTo(SKEW) > 0).isPresent();
        if (differ && inside != insideThere) {
            Duration by = ahead.get();
            return Optional.of("the clocks differ: that of the module is " + length(by.abs()) + " "
                    + (by.isNegative() ? "behind" : "ahead of") + " that of the API server, and the " + what
                    + " of user "
                    + user + " is valid from " + second(from) + " to " + second(until)
                    + "; set the clock that is wrong (timedatectl status; w32tm /query /status)");
        }
        if (now.isBefore(from)) {
            return Optional.of("the " + what + " of user " + user + " in " + file + " is valid only from "
                    + second(from)
                    + ", which by the clock of the module" + (ahead.isPresent() ? " and that of the API server" : "")
                    + " is not reached; set the clock that is behind (timedatectl status; w32tm /query /status)");
        }
        return inside
                ? Optional.empty()
                : Optional.of("the " + what + " of user " + user + " in " + file + " ended " + second(until) + "; "
                        + renewal(user));
    }

    /** How to get and use a new one. */
    public static String renewal(String user) {
        return "put a new kubeconfig in its place, without a restart. On an Azure Stack Edge, in its PowerShell interface:"
                + " Get-HcsKubernetesUserConfig -UserName " + user + ", or New-HcsKubernetesUser -UserName " + user
                + " for a new user; elsewhere with kubectl, or from the operator of the cluster";
    }

    private static String day(Instant time) {
        return "on " + time.truncatedTo(ChronoUnit.SECONDS);
    }

    private static String length(Duration duration) {
        return duration.toDays() > 1
                ? duration.toDays() + " days"
                : duration.plusSeconds(30).toMinutes() + " minutes";
    }

    private static String second(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
