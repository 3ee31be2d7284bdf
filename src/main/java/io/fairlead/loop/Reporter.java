package io.fairlead.loop;

import com.google.gson.JsonObject;

/** Where the reported properties go. */
public interface Reporter {

    /**
     * Makes {@code reported} the whole state to be reported, in place of what was asked for before. Returns at once; the
     * difference to what the hub holds is sent when there is a connection, one patch at a time, until the hub has
     * acknowledged it.
     */
    void report(JsonObject reported);
}
