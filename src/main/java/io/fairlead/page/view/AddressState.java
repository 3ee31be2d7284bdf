package io.fairlead.page.view;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;

/** The state of an address. */
public enum AddressState {
    FREE("free", "available to Services"),
    NOT_KNOWN(Unknown.WORD, "may be in use: the module cannot read what has it"),
    TIER("tier", "assigned to a tier of the twin"),
    SERVICE("other Service", "assigned to a Service that is no tier of the twin"),
    RESERVED("reserved", "kept for a tier; its Service does not have it now"),
    KEPT_FREE("kept free", "not assigned, because of keepFree"),
    DRAINING("draining", "in use, but no longer in its pool; released when its Service goes"),
    LEFT_OUT("left out", "ends in 0 or 255; not assigned, because of avoidBuggyIPs"),
    OUTSIDE("outside", "in use and in no pool of the twin"),
    NODE("node", "the address of a node"),
    NO_NODE("no node", "in the range of node addresses; no node has it");

    /** The states that are counted for every pool, also if the count is 0. */
    static final List<AddressState> OF_A_POOL = List.of(FREE, TIER, SERVICE, RESERVED, KEPT_FREE, DRAINING);

    /** The states in the order of a pool's bar. */
    static final List<AddressState> FULLEST_FIRST =
            List.of(TIER, SERVICE, DRAINING, RESERVED, KEPT_FREE, LEFT_OUT, NOT_KNOWN);

    private final String words;
    private final String meaning;

    AddressState(String words, String meaning) {
        this.words = words;
        this.meaning = meaning;
    }

    /** Its name on the page. */
    public String words() {
        return words;
    }

    /** Its name after {@code count}. */
    String words(BigInteger count) {
        boolean noun = this == TIER || this == SERVICE || this == NODE;
        return noun && !count.equals(BigInteger.ONE) ? words + "s" : words;
    }

    String meaning() {
        return meaning;
    }

    /** Its class in the style sheet. */
    public String css() {
        return "s-" + words.replace(' ', '-').toLowerCase(Locale.ROOT);
    }
}
