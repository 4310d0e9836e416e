internal import Glibc

/// A lock with a queue of those who wait for something to change.
@safe public final class Gate: @unchecked Sendable {
  // Safety: both are made before anyone has the object, never move, and are made for sharing.
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  /// An open gate.
  public init() {
    unsafe pthread_mutex_init(mutex, nil)
    unsafe pthread_cond_init(condition, nil)
  }

  deinit {
    unsafe pthread_cond_destroy(condition)
    unsafe pthread_mutex_destroy(mutex)
    unsafe condition.deallocate()
    unsafe mutex.deallocate()
  }

  /// Waits until no one else has the lock, and takes it.
  public func lock() { unsafe pthread_mutex_lock(mutex) }

  /// Frees the lock.
  public func unlock() { unsafe pthread_mutex_unlock(mutex) }

  /// Frees the lock until someone wakes all, then takes it again; may come back for no reason.
  public func wait() { unsafe pthread_cond_wait(condition, mutex) }

  /// Wakes all who wait.
  public func wakeAll() { unsafe pthread_cond_broadcast(condition) }
}
