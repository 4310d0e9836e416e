internal import Glibc

/// A thread that does one thing, and then ends.
public final class Worker {
  private var thread = pthread_t()
  private var isJoined = false

  /// Begins at once.
  ///
  /// - Throws: where the host gives no thread.
  public init(_ body: @escaping @Sendable () -> Void) throws(SystemError) {
    let box = unsafe Unmanaged.passRetained(Box(body))
    let number = unsafe pthread_create(
      &thread, nil,
      { box in
        if let box = unsafe box { unsafe Unmanaged<Box>.fromOpaque(box).takeRetainedValue().body() }
        return nil
      }, unsafe box.toOpaque())
    guard number == 0 else {
      unsafe box.release()
      throw SystemError(call: "pthread_create", path: "", number: number)
    }
  }

  /// Returns when it has ended.
  public func join() {
    guard !isJoined else { return }
    isJoined = true
    _ = pthread_join(thread, nil)
  }

  deinit {
    if !isJoined { pthread_detach(thread) }
  }

  private final class Box: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
}
