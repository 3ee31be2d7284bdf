package io.fairlead.nodes;

import io.fairlead.rig.nodes.Requests.Answer;

/** The app of these tests: a front end on the LAN, and the back end that it asks. */
final class Shop {

    static final String IP = "10.126.75.206";
    static final String URL = url(IP);

    /** Its name for the LAN, and the address of the DNS that says it; see {@link #withName}. */
    static final String NAME = "shop.edge.local";

    static final String DNS = "10.126.75.210";

    private Shop() {}

    static String url(String ip) {
        return "http://" + ip + ":8080/";
    }

    /** The desired properties with it, and further keys of its front end, which has a probe. */
    static String with(String web) {
        return withoutProbe("\"probe\": {\"http\": \"/\"}, " + web);
    }

    /** The same with a name for the LAN. */
    static String withName(String web) {
        String dns = """
                "dns": {"zone": "edge.local", "records": {"shop": {"name": "shop", "app": "shop", "tier": "web"}},
                        "serve": {"address": "%s"}},
                "services\"""".formatted(DNS);
        return with(web).replace("\"services\"", dns);
    }

    /** The same without a probe of the front end. */
    static String withoutProbe(String web) {
        return """
                {"schema": 1,
                 "network": {"services": {"pools": {"default": {"addresses": "10.126.75.206-10.126.75.210"}}}},
                 "control": {"allowEmpty": true},
                 "apps": {"shop": {"tiers": {
                   "web": {"image": "%s", "expose": "external", "ports": "http=8080", "needs": "db", %s},
                   "db": {"image": "%s", "ports": "pg=5432", "env": {"PORT": "5432"}, "probe": {"tcp": "pg"}}}}}}
                """.formatted(Device.IMAGE, web, Device.IMAGE);
    }

    /** A patch of the pool. */
    static String pool(String addresses) {
        return "{\"network\": {\"services\": {\"pools\": {\"default\": {\"addresses\": \"" + addresses + "\"}}}}}";
    }

    /** What the app says of itself in an answer, such as {@code pod}. */
    static String says(String key, String answer) {
        return new Answer(0, 0, true, answer).say(key);
    }
}
