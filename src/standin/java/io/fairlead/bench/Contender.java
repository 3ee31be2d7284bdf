package io.fairlead.bench;

import io.fairlead.model.Manifest;
import java.util.List;

/** Something that brings the apps to the cluster, in a namespace of its own. Times are milliseconds. */
interface Contender extends AutoCloseable {

    /** Makes all objects, of which none exists. */
    double first() throws Exception;

    /** Does the same again. */
    double again() throws Exception;

    /** Gives the Deployment of one app another image. */
    double change(int index, String tag) throws Exception;

    /** Ends it; the objects stay. */
    @Override
    void close();

    /** Checks that a call was a success. */
    static void require(boolean success, Manifest manifest) {
        if (!success) {
            throw new IllegalStateException("the API server refused " + manifest.ref());
        }
    }

    /** Since a time of {@link System#nanoTime()}. */
    static double millisSince(long begun) {
        return millis(begun, System.nanoTime());
    }

    /** From one time to another. */
    static double millis(long from, long to) {
        return (to - from) / 1e6;
    }

    /** All contenders, as the table calls them. */
    List<String> NAMES = List.of("Fairlead", "kubectl apply", "kubectl apply --server-side", "bare apply-patches");
}
