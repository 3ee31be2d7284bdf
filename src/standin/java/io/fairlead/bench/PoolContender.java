package io.fairlead.bench;

import java.util.List;

/** Something that gives the cluster a pool of addresses. What its calls bring about is seen from outside. */
interface PoolContender extends AutoCloseable {

    /** All contenders, as the table calls them. */
    List<String> NAMES = List.of("Fairlead", "kubectl by hand");

    /** Makes the pool, or changes its one range, as {@code first-last}. */
    void pool(String range) throws Exception;

    /** Takes the pool away; nobody has an address of it. */
    void noPool() throws Exception;

    /** Makes the apps. */
    void deploy() throws Exception;

    /** Puts another range in the place of the pool's, and moves all apps into it one after the other. */
    void renumber(Range from, Range to) throws Exception;

    /** Ends it; the objects stay. */
    @Override
    void close();

    /**
     * Addresses of 192.0.2.0/24 that follow each other.
     *
     * @param first the last octet of the first
     * @param count how many
     */
    record Range(int first, int count) {

        /** The one at an index from 0. */
        String ip(int index) {
            return "192.0.2." + (first + index);
        }

        boolean has(String address) {
            return address.startsWith("192.0.2.")
                    && Integer.parseInt(address.substring(8)) >= first
                    && Integer.parseInt(address.substring(8)) < first + count;
        }

        @Override
        public String toString() {
            return ip(0) + "-" + ip(count - 1);
        }
    }
}
