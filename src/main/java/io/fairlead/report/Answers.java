package io.fairlead.report;

import io.fairlead.model.Control;
import io.fairlead.model.Digest;
import java.util.SortedMap;

/**
 * The writable properties: what is in force of each, and the answer.
 *
 * @param network the network section
 * @param apps the digest ({@link Digest}) of each app in force
 * @param control the control section
 */
public record Answers(
        Acknowledged<NetworkInForce> network,
        Acknowledged<SortedMap<String, String>> apps,
        Acknowledged<Control> control) {

    /** The same with another answer to every section. */
    public Answers with(Acknowledgement answer) {
        return new Answers(network.with(answer), apps.with(answer), control.with(answer));
    }
}
