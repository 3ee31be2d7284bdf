package io.fairlead.report;

import io.fairlead.model.Control;
import io.fairlead.model.Digest;
import java.util.SortedMap;

/**
 * The writable properties, each with its value in force and the answer.
 *
 * @param network the network section
 * @param apps the digest ({@link Digest}) of each app in force
 * @param control the control section
 */
public record Answers(
        Acknowledged<NetworkInForce> network,
        Acknowledged<SortedMap<String, String>> apps,
        Acknowledged<Control> control) {

    /** A copy with another answer in every section. */
    public Answers with(Acknowledgement answer) {
        return new Answers(network.with(answer), apps.with(answer), control.with(answer));
    }
}
