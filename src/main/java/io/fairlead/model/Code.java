package io.fairlead.model;

/** The stable name of what is wrong, as docs/twin.md lists them; operators and alert rules match on it. */
public enum Code {
    // In the document.
    UnsupportedSchema,
    UnknownKey,
    WrongType,
    MissingValue,
    OutOfRange,
    BadName,
    BadAddress,
    BadImage,
    BadQuantity,
    BadPort,
    DuplicatePort,
    SharingConflict, // Against the cluster too.
    NameCollision,
    Overlap,
    ReservedAddress,
    ReservedPort,
    UnknownReference,
    NeedsCycle,
    PoolTooSmall,
    AddressNotInPool,
    AddressTaken,
    ForbiddenSetting,
    UnsupportedSetting,
    TooLarge,
    EmptyDesired,
    SecretInTwin,
    // Against the cluster.
    ModuleFault,
    LedgerDamaged,
    LedgerNewer,
    AddressInUse,
    NoRights,
    Conflict,
    Contended,
    NoLoadBalancer,
    NotAdvertised,
    PoolExhausted,
    NoEndpoints,
    NodeExcluded,
    AddressConflict,
    ControllerMissing,
    WebhookDown,
    ImagePull,
    CrashLoop,
    Unschedulable,
    DeadlineExceeded,
    NodeOutOfRange,
    PodCidrDiffers,
    DnsNotAnswering,
    ClusterUnreachable,
    RollbackDone;

    /** Whether a document with it is still accepted, and carried out. */
    public boolean isWarning() {
        return this == SecretInTwin || this == NodeOutOfRange || this == PodCidrDiffers || this == LedgerDamaged;
    }
}
