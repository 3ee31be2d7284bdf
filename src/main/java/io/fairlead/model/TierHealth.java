package io.fairlead.model;

import io.fairlead.address.Address;
import java.util.List;
import java.util.Optional;

/**
 * What is really true of a tier.
 *
 * @param phase its state
 * @param code why it is not Ready, where a cause is known
 * @param message the cause in a sentence; when Ready, what cannot be known or is switched off, mostly nothing
 * @param ready how many pods are ready
 * @param wanted how many are wanted
 * @param address the address the load balancer gives it now
 * @param endpoints the pods behind its Service
 * @param dns the names under which the cluster's DNS answers its address now
 * @param ordinary whether its cause is ordinary for a moment, so that only its duration makes it a problem
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

    /** A tier that has no name but the cluster's own. */
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

    /** The same with the names under which its address is answered. */
    public TierHealth named(List<String> names) {
        return new TierHealth(phase, code, message, ready, wanted, address, endpoints, names, ordinary);
    }

    /** The same tier, which is not Ready for another reason. */
    public TierHealth because(TierPhase other, Code reason, String why) {
        return new TierHealth(other, Optional.of(reason), why, ready, wanted, address, endpoints, dns, false);
    }

    /** The same, whose cause is ordinary for a moment while the controllers of the cluster are at work. */
    public TierHealth ordinarily() {
        return new TierHealth(phase, code, message, ready, wanted, address, endpoints, dns, true);
    }

    /** The code that is worth an alert, which what is ordinary for a moment has not. */
    public Optional<Code> shownCode() {
        return ordinary ? Optional.empty() : code;
    }

    /** The same with {@code note} beside the message; an empty one adds nothing. */
    public TierHealth noting(String note) {
        String both = message.isEmpty() || note.isEmpty() ? message + note : message + "; " + note;
        return new TierHealth(phase, code, both, ready, wanted, address, endpoints, dns, ordinary);
    }
}
