//! `minimize`: the least that makes a command fail.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use renkei_testkit::minimize::{Verdict, minimize};

use crate::arguments::Minimize;
use crate::atomic::Sink;
use crate::messages as m;
use crate::terminal::Terminal;
use crate::{Stop, status};

/// Shrinks the input while the command fails.
pub(crate) fn run(task: &Minimize, terminal: &mut Terminal) -> Result<u8, Stop> {
    let mut input = Vec::new();
    let read = match task.input.as_os_str().as_encoded_bytes() {
        b"-" => io::stdin().lock().read_to_end(&mut input).map(|_| ()),
        _ => fs::read(&task.input).map(|bytes| input = bytes),
    };
    if let Err(error) = read {
        let error = renkei::Error::from(error).message(terminal.language());
        let path = task.input.display();
        terminal.error(&m::FAILED, &[("path", &path), ("error", &error)]);
        return Ok(status::UNREAD);
    }
    // The command gets its input in a folder of its own, which nobody else may look into and which goes when we go. The file
    // has the name that it had, because a name of a storage is a part of the input.
    let folder = tempfile::tempdir()?;
    let name = task.input.file_name().filter(|name| *name != "-").unwrap_or("input.hl7".as_ref());
    let path = folder.path().join(name);
    let begun = Instant::now();
    let mut runs = 0u64;
    let mut failed: Option<io::Error> = None;
    // Another status is another failure: a file that can't be read instead of one that deviates.
    let mut wanted: Option<Option<i32>> = None;
    let mut ask = |bytes: &[u8]| {
        let left = task.max_time.saturating_sub(begun.elapsed());
        if runs >= task.max_runs || left.is_zero() || failed.is_some() {
            return Verdict::Stop;
        }
        runs = runs.saturating_add(1);
        terminal.progress(1, runs, u64::try_from(bytes.len()).unwrap_or(0));
        match fs::write(&path, bytes).and_then(|()| ended(&task.run, &path, left)) {
            Ok(Some(status)) if status.success() => Verdict::Passes,
            Ok(Some(status)) => {
                let first = *wanted.get_or_insert(status.code());
                if task.any_status || first == status.code() { Verdict::Fails } else { Verdict::Passes }
            }
            Ok(None) => Verdict::Stop,
            Err(error) => {
                failed = Some(error);
                Verdict::Stop
            }
        }
    };
    let small = minimize(&input, &mut ask);
    terminal.done();
    if let Some(error) = failed {
        return Err(Stop::Output(error));
    }
    let Some(small) = small else {
        terminal.error(&m::DOES_NOT_FAIL, &[]);
        return Ok(status::FOUND);
    };
    let mut out = Sink::open(task.output.as_deref())?;
    out.write_all(&small.bytes)?;
    out.finish()?;
    let (before, after) = (input.len(), small.bytes.len());
    terminal.say(&m::MINIMIZED, &[("before", &before), ("after", &after), ("runs", &small.runs)]);
    if !small.complete {
        terminal.warning(&m::MINIMIZE_LIMIT, &[]);
    }
    if small.unmasked > 0 {
        terminal.warning(&m::UNMASKED, &[("count", &small.unmasked)]);
    }
    Ok(status::DONE)
}

/// Runs the command on a file, and says how it ended; `None` when the time is over before.
fn ended(run: &str, path: &Path, left: Duration) -> io::Result<Option<ExitStatus>> {
    let mut child =
        shell(run, path).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let begun = Instant::now();
    let mut pause = Duration::from_micros(200);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if begun.elapsed() > left {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(pause);
        pause = pause.saturating_mul(2).min(Duration::from_millis(5));
    }
}

/// The shell with the command; the path stands for `{}`, or comes last.
fn shell(run: &str, path: &Path) -> Command {
    let quoted = quoted(path);
    let mut line = OsString::new();
    let mut parts = run.split("{}");
    line.push(parts.next().unwrap_or_default());
    let mut any = false;
    for part in parts {
        any = true;
        line.push(&quoted);
        line.push(part);
    }
    if !any {
        line.push(" ");
        line.push(&quoted);
    }
    if cfg!(windows) {
        let mut command = Command::new("cmd");
        command.arg("/C").arg(line);
        return command;
    }
    let mut command = Command::new("sh");
    command.arg("-c").arg(line);
    command
}

/// The path as one word of the shell; as it is where it has nothing to quote, so that it may stand within quotation marks.
fn quoted(path: &Path) -> OsString {
    let bytes = path.as_os_str().as_encoded_bytes();
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"/._-+:\\".contains(byte);
    if bytes.iter().all(plain) && (cfg!(windows) || !bytes.contains(&b'\\')) {
        return path.as_os_str().to_owned();
    }
    let mark = if cfg!(windows) { "\"" } else { "'" };
    let mut out = OsString::from(mark);
    // A mark within the name ends the quotation, stands escaped, and begins it again.
    for (number, part) in path.to_string_lossy().split('\'').enumerate() {
        if number > 0 && !cfg!(windows) {
            out.push("'\\''");
        } else if number > 0 {
            out.push("'");
        }
        out.push(part);
    }
    out.push(mark);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(run: &str, path: &str, expected: &str) {
        let command = shell(run, Path::new(path));
        assert_eq!(command.get_args().last().and_then(|line| line.to_str()), Some(expected));
    }

    #[test]
    fn the_path_stands_in_its_place_or_last() {
        check("renkei check", "/tmp/x/a.hl7", "renkei check /tmp/x/a.hl7");
        check("grep -q {} < '{}'", "/tmp/x/a.hl7", "grep -q /tmp/x/a.hl7 < '/tmp/x/a.hl7'");
    }

    #[test]
    #[cfg(unix)]
    fn a_path_with_signs_of_the_shell_is_one_word() {
        check("cat", "/tmp/a b'c.hl7", "cat '/tmp/a b'\\''c.hl7'");
    }
}
