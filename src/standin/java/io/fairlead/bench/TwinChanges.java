package io.fairlead.bench;

import java.io.IOException;

/**
 * What a client misses while the twin changes, and while an operator makes the same change with kubectl.
 *
 * @param shop the app of Fairlead
 * @param hand the app of the operator
 * @param rows where the figures go
 */
record TwinChanges(ShopTwin shop, ByHand hand, Rows rows) {

    private static final String WHOLE = "10.126.75.206-10.126.75.215";
    private static final String WITHOUT_FIRST = "10.126.75.208-10.126.75.215";

    void run() throws IOException, InterruptedException {
        rows.each(
                "an image rolls (`revision`; `kubectl rollout restart`)",
                () -> shop.patch(ShopTwin.web("\"revision\": \"2\"")),
                hand::restart);
        rows.each(
                "2 replicas become 4, and 4 become 1",
                () -> {
                    shop.patch(ShopTwin.web("\"replicas\": 4"));
                    shop.patch(ShopTwin.web("\"replicas\": 1"));
                },
                () -> {
                    hand.scale(4);
                    hand.scale(1);
                });
        shop.patch(ShopTwin.web("\"replicas\": 2"));
        hand.scale(2);
        pools();
        rows.each(
                "another Service shares the address",
                () -> shop.patch(
                        "{\"apps\": {\"shop\": {\"tiers\": {\"web\": {\"share\": \"s\"}}}, \"more\": {\"image\":"
                                + " \"fairlead.rig/app:1\", \"expose\": \"external\", \"ports\": \"8081:8080\", \"share\": \"s\"}}}"),
                hand::share);
        shop.patch("{\"apps\": {\"more\": null, \"shop\": {\"tiers\": {\"web\": {\"share\": null}}}}}");
        hand.unshare();
        rows.each(
                "the app moves to another namespace",
                () -> shop.patch("{\"apps\": {\"shop\": {\"namespace\": \"shop\"}}}"),
                () -> hand.moveTo("default", "shop"));
        shop.patch("{\"apps\": {\"shop\": {\"namespace\": null}}}");
        hand.moveTo("shop", "default");
    }

    private void pools() throws IOException, InterruptedException {
        rows.each("a pool grows", () -> shop.patch(ShopTwin.pool(WHOLE, "refuse")), hand::growPool);
        rows.each(
                "a pool is to lose the address, `onShrink: refuse`; by hand nothing refuses that",
                () -> shop.patch(
                        ShopTwin.pool(WITHOUT_FIRST, "refuse"),
                        "AddressInUse",
                        reported -> ShopTwin.text(reported, "problems").contains("AddressInUse")),
                hand::shrinkPool);
        hand.restorePool();
        rows.fairlead(
                "the same, `drain`",
                () -> shop.patch(
                        ShopTwin.pool(WITHOUT_FIRST, "drain"),
                        "the address drains",
                        reported -> ShopTwin.text(reported, "pools").contains("\"draining\":1")));
        shop.patch(ShopTwin.pool(WHOLE, "refuse"));
        rows.moving(
                "the same, `reassign`: another address; by hand as in `bench/renumber-by-hand`",
                () -> shop.patch(ShopTwin.pool(WITHOUT_FIRST, "reassign")),
                hand::renumber);
        shop.patch(ShopTwin.pool(WHOLE, "refuse"));
        shop.patch(ShopTwin.web("\"address\": \"" + ShopTwin.IP + "\""));
        hand.restorePool();
        rows.fairlead(
                "a network part that no node announces is undone (after 15 s; by default 60 s)",
                () -> shop.patch(
                        "{\"network\": {\"services\": {\"pools\": {\"default\": {\"nodes\": \"nobody\"}}}}}",
                        "RollbackDone",
                        reported -> ShopTwin.text(reported, "problems").contains("RollbackDone")));
        shop.patch("{\"network\": {\"services\": {\"pools\": {\"default\": {\"nodes\": null}}}}}");
    }
}
