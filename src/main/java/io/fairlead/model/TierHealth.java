package io.fairlead.model;

import io.fairlead.address.Address;
import java.util.List;
import java.util.Optional;

/**
 * The actual state of a tier.
 *
 * @param phase its state
 * @param code why it is not Ready, if a cause is known
 * @param message the cause in a sentence; when Ready, what is unknown or switched off, mostly empty
 * @param ready the number of ready pods
 * @param wanted the desired number of pods
 * @param address the address that the load balancer gives it now
 * @param endpoints the pods behind its Service
 * @param dns the names that the cluster's DNS answers with its address now
 * @param ordinary whether its cause is normal for a short time, so that only its duration makes it a problem
 */
public record TierHealth(
        TierPhase phase,
        Optional<Code> code,
        String message,
        long ready,
        long wanted,
        Optional<Address> address,
        List<Endpoint> endpoints,
        List<String> dns,
        boolean ordinary) {

    /** Copies the lists. */
    public TierHealth {
        endpoints = List.copyOf(endpoints);
        dns = List.copyOf(dns);
    }

    /** A tier without additional DNS names. */
    public TierHealth(
            TierPhase phase,
            Optional<Code> code,
            String message,
            long ready,
            long wanted,
            Optional<Address> address,
            List<Endpoint> endpoints) {
        this(phase, code, message, ready, wanted, address, endpoints, List.of(), false);
    }

    /** A copy with the DNS names of its address. */
    public TierHealth named(List<String> names) {
        return new TierHealth(phase, code, message, ready, wanted, address, endpoints, names, ordinary);
    }

    /** A copy that is not Ready for another reason. */
    public TierHealth because(TierPhase other, Code reason, String why) {
        return new TierHealth(other, Optional.of(reason), why, ready, wanted, address, endpoints, dns, false);
    }

    /** A copy that is on its way, without a code. */
    public TierHealth progressing(String why) {
        return new TierHealth(
                TierPhase.Progressing, Optional.empty(), why, ready, wanted, address, endpoints, dns, false);
    }

    /** A copy whose cause is normal for a short time while the controllers of the cluster work. */
    public TierHealth ordinarily() {
        return new TierHealth(phase, code, message, ready, wanted, address, endpoints, dns, true);
    }

    /** The code for alerts; empty if the cause is normal for a short time. */
    public Optional<Code> shownCode() {
        return ordinary ? Optional.empty() : code;
    }

    /** A copy with {@code note} added to the message; an empty note adds nothing. */
    public TierHealth noting(String note) {
        String both = message.isEmpty() || note.isEmpty() ? message + note : message + "; " + note;
        return new TierHealth(phase, code, both, ready, wanted, address, endpoints, dns, ordinary);
    }
}
